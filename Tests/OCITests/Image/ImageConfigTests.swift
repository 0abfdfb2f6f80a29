import OCI
import Testing

@Suite struct `An image config` {
    @Test func `is read as it was written`() throws {
        let config = try Sample.config()
        #expect(try CanonicalJSON.decode(ImageConfig.self, from: CanonicalJSON.encode(config)) == config)
    }

    @Test func `holds no more than what was set`() throws {
        let bytes = try CanonicalJSON.encode(ImageConfig(platform: .linuxARM64))
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"{"architecture":"arm64","os":"linux","rootfs":{"diff_ids":[],"type":"layers"}}"#)
    }

    @Test func `gives health checks in nanoseconds`() throws {
        var check = Healthcheck(test: ["CMD", "x"])
        check.interval = .seconds(30)
        check.timeout = .seconds(Int64.max)
        check.startPeriod = .nanoseconds(1_500_000_001)
        let bytes = try CanonicalJSON.encode(check)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"Interval":30000000000,"StartPeriod":1500000001,"Test":["CMD","x"],"Timeout":9223372036854775807}"#)
    }

    @Test func `splits variables at the first equals sign`() throws {
        let variable = try EnvironmentVariable("A=b=c")
        #expect((variable.name, variable.value) == ("A", "b=c"))
        #expect(try EnvironmentVariable(name: "A", value: "").description == "A=")
        #expect(throws: OCIError.self) { try EnvironmentVariable(name: "A=B", value: "c") }
        #expect(throws: OCIError.self) { try EnvironmentVariable(name: "", value: "c") }
        #expect(throws: OCIError.self) { try EnvironmentVariable("A\0=c") }
    }
}

@Suite struct `A timestamp` {
    /// Moments and what `date -u -d @SECONDS +%Y-%m-%dT%H:%M:%SZ` (GNU coreutils) prints for them.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_800, "2000-03-01T00:00:00Z"),
        (1_740_832_245, "2025-03-01T12:30:45Z"), (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        (-2_203_891_201, "1900-02-28T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
        (-62_162_121_600, "0000-02-29T00:00:00Z"), (1_767_225_599, "2025-12-31T23:59:59Z"),
    ])
    func `of a moment is what GNU date says`(seconds: Int64, expected: String) throws {
        #expect(Timestamp(secondsSince1970: seconds).description == expected)
        #expect(try Timestamp(expected).description == expected)
    }

    @Test func `never leaves the years that have four digits`() {
        #expect(Timestamp(secondsSince1970: .max).description == "9999-12-31T23:59:59Z")
        #expect(Timestamp(secondsSince1970: .min).description == "0000-01-01T00:00:00Z")
    }

    /// RFC 3339 section 5.8, "Examples", and Go's zero time.
    @Test(arguments: [
        "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z", "1937-01-01T12:00:27.87+00:20",
        "0001-01-01T00:00:00Z",
        "1985-04-12t23:20:50z",
    ])
    func `is kept to the letter`(text: String) throws {
        #expect(try Timestamp(text).description == text)
    }

    @Test(arguments: [
        "", "today", "1985-04-12", "1985-04-12T23:20:50", "1985-04-12 23:20:50Z", "1985-13-12T23:20:50Z", "1985-02-29T23:20:50Z",
        "1985-04-31T00:00:00Z", "1985-04-00T00:00:00Z", "1985-00-01T00:00:00Z", "1985-04-12T24:00:00Z", "1985-04-12T23:60:00Z",
        "1985-04-12T23:20:61Z", "1985-04-12T23:20:50.Z",
        "1985-04-12T23:20:50+24:00", "1985-04-12T23:20:50+0100", "1985-04-12T23:20:50Zx", "１985-04-12T23:20:50Z", "1900-02-29T00:00:00Z",
    ])
    func `is refused when RFC 3339 does not allow it`(text: String) {
        #expect(throws: OCIError(.invalidTimestamp, text)) { try Timestamp(text) }
    }
}
