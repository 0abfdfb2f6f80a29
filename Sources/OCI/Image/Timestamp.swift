/// A date and time as in RFC 3339, kept to the letter: `2025-03-01T12:30:00.5Z`.
package struct Timestamp {
    package let description: String

    /// Parses a date and time.
    /// - Throws: ``OCIError`` `.invalidTimestamp`.
    /// - Source: RFC 3339 section 5.6.
    package init(_ text: String) throws(OCIError) {
        guard Self.isValid(Array(text.utf8)) else { throw OCIError(.invalidTimestamp, text) }
        description = text
    }

    /// A moment in UTC, in whole seconds; years before 0 and after 9999 become the first and last second of those.
    package init(secondsSince1970 seconds: Int64) {
        let seconds = min(max(seconds, -62_167_219_200), 253_402_300_799)
        let day = Int(seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400)
        let second = Int(seconds) - day * 86400
        let (year, month, dayOfMonth) = Self.date(daysSince1970: day)
        let pad = { (value: Int, width: Int) in String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)" }
        description =
            "\(pad(year, 4))-\(pad(month, 2))-\(pad(dayOfMonth, 2))T"
            + "\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))Z"
    }

    /// The Gregorian date of a day. Counted from 1 March of the year 0, so that a leap day ends its year.
    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468 + 146_097
        let era = shifted / 146_097 - 1
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isAfterDecember = month >= 10
        return (
            yearOfEra + era * 400 + (isAfterDecember ? 1 : 0), isAfterDecember ? month - 9 : month + 3,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func isValid(_ text: [UInt8]) -> Bool {
        // A digit stands for 0; the rest stands for itself.
        let shape = text.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        guard shape.starts(with: "0000-00-00T00:00:00".utf8) || shape.starts(with: "0000-00-00t00:00:00".utf8) else { return false }
        let number = { (from: Int) in Int(text[from] - 0x30) * 10 + Int(text[from + 1] - 0x30) }
        let year = number(0) * 100 + number(2)
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(number(5)), (1...lengths[number(5) - 1]).contains(number(8)) else { return false }
        guard number(11) < 24, number(14) < 60, number(17) <= 60 else { return false }

        var zone = shape.dropFirst(19)
        if zone.first == UInt8(ascii: ".") {
            let fraction = zone.dropFirst().prefix { $0 == UInt8(ascii: "0") }
            guard !fraction.isEmpty else { return false }
            zone = zone.dropFirst(1 + fraction.count)
        }
        if zone.elementsEqual("Z".utf8) || zone.elementsEqual("z".utf8) { return true }
        guard zone.elementsEqual("+00:00".utf8) || zone.elementsEqual("-00:00".utf8) else { return false }
        return number(text.count - 5) < 24 && number(text.count - 2) < 60
    }
}

extension Timestamp: TextValue {}
