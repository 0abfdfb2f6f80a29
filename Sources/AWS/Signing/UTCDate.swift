/// A moment in UTC as AWS writes it.
package struct UTCDate: Hashable, Sendable {
    package let secondsSince1970: Int64

    package init(_ secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// `20150830T123600Z`: `X-Amz-Date`.
    package var basic: String { "\(day)T\(time)Z" }

    /// `20150830`: the day a signing key is made for.
    package var day: String {
        let (year, month, day) = civil
        return Self.padded(year, 4) + Self.padded(month, 2) + Self.padded(day, 2)
    }

    /// `2015-08-30T12:36:00Z`: in the files of sign-ins.
    package var extended: String {
        let (year, month, day) = civil
        let date = [Self.padded(year, 4), Self.padded(month, 2), Self.padded(day, 2)].joined(separator: "-")
        return "\(date)T\(clock.joined(separator: ":"))Z"
    }

    private var time: String { clock.joined() }

    /// Hour, minute and second.
    private var clock: [String] {
        let second = (secondsSince1970 % 86_400 + 86_400) % 86_400
        return [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    }

    /// Year, month and day in the Gregorian calendar, counted in years that begin in March.
    private var civil: (year: Int64, month: Int64, day: Int64) {
        let days = (secondsSince1970 - (secondsSince1970 % 86_400 + 86_400) % 86_400) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension UTCDate {
    /// Reads `2015-08-30T12:36:00Z`, with a fraction of a second (dropped) and with an offset such as `+00:00` too.
    /// - Source: RFC 3339; botocore also takes `UTC` as a suffix, which old SSO files have.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]), let minute = Self.number(bytes[14..<16]),
            let second = Self.number(bytes[17..<19]), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61,
            let offset = Self.offset(bytes[19...])
        else { return nil }
        self.init(Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset)
    }

    /// Seconds east of Greenwich, from what follows the seconds.
    private static func offset(_ rest: ArraySlice<UInt8>) -> Int64? {
        let zone = rest.first == UInt8(ascii: ".") ? rest.dropFirst().drop { (0x30...0x39).contains($0) } : rest
        let text = String(decoding: zone, as: UTF8.self)
        if text == "Z" || text == "UTC" { return 0 }
        let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
            let hours = number(digits[0..<2]), let minutes = number(digits[2..<4])
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// Decimal digits alone; at most four are ever given.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
