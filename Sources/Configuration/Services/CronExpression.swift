/// The six fields of a schedule as AWS writes them: `0 8 ? * MON-FRI *`.
///
/// - Source: Application Auto Scaling User Guide, "Schedule recurring scaling actions using cron expressions".
enum CronExpression {
    private struct Field {
        let name: String
        let range: ClosedRange<Int>
        var words: [String] = []
        /// Letters that stand for a day alone, and those behind a number.
        var isDay = false

        /// The place of a word or number in the range.
        func value(_ text: Substring) -> Int? {
            if let index = words.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
            guard !text.isEmpty, text.utf8.allSatisfy(Names.isDigit), let number = Int(text), range.contains(number) else { return nil }
            return number
        }
    }

    private static let fields = [
        Field(name: "minutes", range: 0...59), Field(name: "hours", range: 0...23),
        Field(name: "day of the month", range: 1...31, isDay: true),
        Field(
            name: "month", range: 1...12, words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        Field(name: "day of the week", range: 1...7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], isDay: true),
        Field(name: "year", range: 1970...2199),
    ]

    /// What is wrong with an expression; nil when AWS takes it.
    static func fault(_ text: String) -> String? {
        let parts = text.split { $0 == " " || $0 == "\t" }
        guard parts.count == fields.count else {
            return "it has \(parts.count) fields, and needs six: minutes, hours, day of the month, month, day of the week, year"
        }
        for (part, field) in zip(parts, fields) where !isRight(part, field) {
            let form = field.words.first.map { " or \($0)-\(field.words.last ?? "")" } ?? ""
            return
                "its \(field.name) cannot be '\(String(part).shortened)': give \(field.range.lowerBound)-\(field.range.upperBound)\(form)"
        }
        if parts[2] != "?", parts[4] != "?" { return "either the day of the month or the day of the week must be '?'" }
        if parts[2] == "?", parts[4] == "?" { return "only one of the day of the month and the day of the week can be '?'" }
        return nil
    }

    private static func isRight(_ part: Substring, _ field: Field) -> Bool {
        if part == "*" || field.isDay && part == "?" { return true }
        return part.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isItem($0, field) }
    }

    /// A value, a range, a step of either, or what only days have: `L`, `3W`, `6#3`.
    private static func isItem(_ item: Substring, _ field: Field) -> Bool {
        let steps = item.split(separator: "/", omittingEmptySubsequences: false)
        if steps.count == 2 {
            guard let step = Int(steps[1]), step > 0, step <= field.range.upperBound else { return false }
            return steps[0] == "*" || isSpan(steps[0], field)
        }
        if field.isDay, isSpecial(item, field) { return true }
        return steps.count == 1 && isSpan(item, field)
    }

    private static func isSpan(_ text: Substring, _ field: Field) -> Bool {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { field.value($0) }
        switch ends.count {
        case 1: return ends[0] != nil
        // Days of the week may go over the end of the week.
        case 2: return ends[0].flatMap { low in ends[1].map { low <= $0 || field.words.count == 7 } } ?? false
        default: return false
        }
    }

    private static func isSpecial(_ item: Substring, _ field: Field) -> Bool {
        let isWeek = field.words.count == 7
        if item == "L" { return true }
        if item.hasSuffix("L") { return isWeek && field.value(item.dropLast()) != nil }
        if item.hasSuffix("W") { return !isWeek && (item == "LW" || field.value(item.dropLast()) != nil) }
        let parts = item.split(separator: "#", omittingEmptySubsequences: false)
        return isWeek && parts.count == 2 && field.value(parts[0]) != nil && ["1", "2", "3", "4", "5"].contains(parts[1])
    }
}
