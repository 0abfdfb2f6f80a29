import Foundation
import TestSupport
import Testing

@testable import Configuration

@Suite struct `A schedule` {
    /// The examples of Amazon EventBridge's and Application Auto Scaling's user guides on cron expressions.
    @Test(arguments: [
        "0 10 * * ? *", "15 12 * * ? *", "0 18 ? * MON-FRI *", "0 8 1 * ? *", "0/15 * * * ? *", "0/10 * ? * MON-FRI *",
        "0/5 8-17 ? * MON-FRI *", "0/30 20-2 ? * MON-FRI *", "0 9 ? * 2#1 *", "15 10 ? * 6L 2002-2005", "0 18 L * ? *", "0 9 LW * ? *",
        "0 9 3W * ? *", "0 2 1,15 JAN-MAR ? 2030", "*/5 * ? * SUN,SAT *",
    ])
    func `takes what AWS gives as examples`(text: String) {
        // Hours over midnight are an example of EventBridge's alone.
        #expect((CronExpression.fault(text) == nil) == !text.contains("20-2"))
    }

    @Test(arguments: [
        "60 8 ? * MON *", "0 8 0 * ? *", "0 8 32 * ? *", "0 8 ? 13 MON *", "0 8 ? * 8 *", "0 8 ? * MUN *", "0 8 ? * MON 1969",
        "? 8 ? * MON *", "0 8 ? * ? *", "0 8 * * * *", "0 8-7 ? * MON *", "0 8/0 ? * MON *", "0 8/ ? * MON *", "0 , ? * MON *",
        "0 8, ? * MON *", "0 8 ? * MON#6 *", "0 8 W * ? *", "0 8 ? * 3W *", "0 L ? * MON *", "0 8 ? * MON-TUE-WED *", "0 +8 ? * MON *",
        "0 8 ? * MON * *", "", "0 ８ ? * MON *", "-1 8 ? * MON *",
    ])
    func `refuses what AWS does`(text: String) { #expect(CronExpression.fault(text) != nil) }

    @Test(.enabled(if: Self.python != nil, "needs Python with its time zones")) func `knows the time zones that Python knows`() throws {
        let script = "import zoneinfo; print(*zoneinfo.available_timezones())"
        let known = Set(try Program.output([Self.python ?? "", "-c", script]).split { $0 == " " || $0 == "\n" }.map(String.init))
        #expect(TimeZoneNames.all.subtracting(known) == [])
        #expect(TimeZoneNames.all.count > 590)
    }

    private static let python: String? = {
        let script = "import sys, zoneinfo; sys.exit(len(zoneinfo.available_timezones()) < 500)"
        return (try? Program.run(["python3", "-c", script]))?.status == 0 ? "python3" : nil
    }()

    @Test(arguments: ["1970-01-01T00:00:00", "2000-02-29T23:59:59Z", "2030-01-31T08:00:00", "2100-03-01T00:00:00", "2199-12-31T12:30:01"])
    func `counts seconds as everyone does`(text: String) throws {
        let formatter = ISO8601DateFormatter()
        let date = try #require(formatter.date(from: text.hasSuffix("Z") ? text : text + "Z"))
        #expect(CalendarTime(text)?.secondsSince1970 == Int(date.timeIntervalSince1970))
    }

    @Test(arguments: [
        "2030-13-01T00:00:00", "2100-02-29T00:00:00", "2030-04-31T00:00:00", "2030-01-01T24:00:00", "2030-01-01 00:00:00",
        "2030-01-01T00:00", "2030-01-01T00:00:00+01:00", "1969-12-31T00:00:00", "", "2030-01-01T00:00:0é",
    ])
    func `refuses what no calendar has`(text: String) { #expect(CalendarTime(text) == nil) }

    @Test func `becomes what AWS takes`() throws {
        let text = """
            version: 1
            project: p
            services:
              s:
                image: x:1
                scaling:
                  min: 1
                  max: 4
                  schedule:
                    morning: {cron: 0  8 ? * MON-FRI *, timezone: Europe/Berlin, min: 2, start: "2030-01-01T00:00:00Z"}
                    launch: {at: "2030-01-31T08:00:00", max: 10}
                    often: {rate: 2 hours, min: 1, max: 2}
            """
        let schedule = try #require(try ProjectFile.load(text: text, file: "f").services["s"]?.scaling?.schedule)
        #expect(schedule["morning"]?.expression == "cron(0 8 ? * MON-FRI *)")
        #expect(schedule["morning"]?.timeZone == "Europe/Berlin")
        #expect(schedule["morning"]?.start == 1_893_456_000)
        #expect(schedule["launch"]?.expression == "at(2030-01-31T08:00:00)")
        #expect(schedule["launch"]?.once == 1_896_076_800)
        #expect(schedule["often"]?.expression == "rate(2 hours)")
    }
}
