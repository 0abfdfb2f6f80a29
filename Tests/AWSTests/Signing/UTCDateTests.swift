import AWS
import Testing

/// Expected values: GNU `date -u -d @SECONDS +%Y%m%dT%H%M%SZ`.
@Suite struct `A date` {
    @Test(arguments: [
        (0 as Int64, "19700101T000000Z"), (1_440_938_160, "20150830T123600Z"), (951_782_399, "20000228T235959Z"),
        (951_782_400, "20000229T000000Z"), (4_107_542_400, "21000301T000000Z"), (-1, "19691231T235959Z"),
    ])
    func `is written as AWS writes it`(seconds: Int64, expected: String) {
        #expect(UTCDate(seconds).basic == expected)
        #expect(UTCDate(seconds).day == expected.prefix(8))
    }

    @Test(arguments: [
        ("2015-08-30T12:36:00Z", 1_440_938_160 as Int64?), ("2015-08-30T12:36:00.123Z", 1_440_938_160),
        ("2015-08-30T12:36:00UTC", 1_440_938_160),
        ("2015-08-30T14:36:00+02:00", 1_440_938_160), ("2015-08-30T12:36:00+0000", 1_440_938_160), ("2000-02-29T00:00:00Z", 951_782_400),
        ("2015-08-30", nil), ("2015-13-30T12:36:00Z", nil), ("2015-08-30T12:36:00", nil), ("yesterday, at about noon", nil), ("", nil),
        ("2015-08-30T12:36:00+2", nil), ("２015-08-30T12:36:00Z", nil),
    ])
    func `is read from what AWS writes`(text: String, expected: Int64?) {
        #expect(UTCDate(rfc3339: text)?.secondsSince1970 == expected)
    }
}
