/// Seconds since 1970 as the lock writes them: `2026-11-23T22:00:00Z`.
/// - Source: RFC 3339; the calendar arithmetic is that of ISO 8601's proleptic Gregorian calendar in eras of 400 years.
enum UTCTime {
    /// 0001-01-01 to 9999-12-31.
    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// The text of a time; times out of range are moved to its ends.
    static func text(_ time: Int64) -> String {
        let time = min(max(time, range.lowerBound), range.upperBound)
        let days = time >= 0 ? time / 86_400 : (time - 86_399) / 86_400
        let second = time - days * 86_400
        let (year, month, day) = date(days)
        return "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(pad(second / 3600)):\(pad(second / 60 % 60)):\(pad(second % 60))Z"
    }

    /// The seconds of exactly such a text; nil for anything else, a 31st of June too.
    static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        let number = { (range: Range<Int>) in Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...9999).contains(year), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        let time = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        return self.text(time) == text ? time : nil
    }

    private static func pad(_ number: Int64, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Years begin in March here, so that the leap day is the last of its year.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = days + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }
}
