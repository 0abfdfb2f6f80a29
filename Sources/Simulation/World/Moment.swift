import FoundationEssentials
import JSON

/// A moment of virtual time, to the millisecond.
struct Moment: Hashable, Comparable {
    var milliseconds: Int64

    static let never = Moment(milliseconds: .max)

    static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

    /// So many seconds later.
    static func + (moment: Moment, seconds: Int) -> Moment { Moment(milliseconds: moment.milliseconds + Int64(seconds) * 1000) }

    /// As AWS's JSON services write it: seconds since 1970 with a fraction.
    var json: JSONValue { .decimal(Decimal(milliseconds) / 1000) }

    /// As AWS's XML services write it: `2026-01-05T09:00:00Z`.
    var iso8601: String {
        let days = Int(milliseconds / 86_400_000), second = Int(milliseconds / 1000 % 86_400)
        let date = Self.civil(days)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// The day so many days after 1 January 1970, in the Gregorian calendar.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097, dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (era * 400 + yearOfEra + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
