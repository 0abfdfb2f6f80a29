/// A time of day of a date as it is written, `2030-01-31T08:00:00`.
struct CalendarTime: Equatable, Comparable {
    /// Without a zone, as AWS writes it.
    let text: String
    /// Seconds since 1970, were it UTC.
    let secondsSince1970: Int

    /// Nil for another form, and for a date that no calendar has. A `Z` at the end may be there.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let form = Array("dddd-dd-ddTdd:dd:dd".utf8)
        guard bytes.count == form.count || bytes.count == form.count + 1 && bytes.last == UInt8(ascii: "Z") else { return nil }
        guard zip(bytes, form).allSatisfy({ $1 == UInt8(ascii: "d") ? Names.isDigit($0) : $0 == $1 }) else { return nil }
        let number = { (range: Range<Int>) in bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard year >= 1970, (1...12).contains(month), (1...Self.length(month, year)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        self.text = String(decoding: bytes.prefix(form.count), as: UTF8.self)
        secondsSince1970 = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    static func < (a: CalendarTime, b: CalendarTime) -> Bool { a.secondsSince1970 < b.secondsSince1970 }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(_ month: Int, _ year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970, counted year by year and month by month.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
        return (1..<month).reduce(years) { $0 + length($1, year) } + day - 1
    }
}
