/// A date of a header field: `Sun, 06 Nov 1994 08:49:37 GMT` and its two older forms.
/// - Source: RFC 9110 section 5.6.7.
package enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds since 1970; nil when the text is not a date.
    package static func seconds(_ text: String) -> Int64? {
        let words = text.lowercased().split { " ,-".contains($0) }.map(String.init)
        // Weekday, then day month year time zone; asctime has month day time year.
        guard words.count == 6 || words.count == 5 else { return nil }
        let isAsctime = words.count == 5
        let (day, month, year, time) =
            isAsctime ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard isAsctime || words[5] == "gmt", let monthNumber = months.firstIndex(of: month), let day = Int64(day),
            (1...31).contains(day), var year = Int64(year), (0...9999).contains(year)
        else { return nil }
        let clock = time.split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]) else {
            return nil
        }
        if year < 70 { year += 2000 } else if year < 100 { year += 1900 }
        return days(year, Int64(monthNumber + 1), day) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
