/// Decides the tests of a script as far as its arguments decide them.
enum ShellTest {
    /// What the word is once `$1`, `$2` and so on are put in; nil when it holds anything else that only a shell knows.
    static func expand(_ word: ShellCommand.Word, _ arguments: [String?]) -> String? {
        guard !word.isLiteral else { return word.text }
        var text = word.text
        for number in (1...9).reversed() {
            guard let value = number <= arguments.count ? arguments[number - 1] : "" else { continue }
            for form in ["${\(number):-}", "${\(number)-}", "${\(number)}", "$\(number)"] { text = text.replacing(form, with: value) }
        }
        return text.contains("$") || text.contains("`") || text.contains("*") ? nil : text
    }

    /// Whether the command succeeds; nil when that depends on more than the arguments.
    static func verdict(on command: ShellCommand, _ arguments: [String?]) -> Bool? {
        let words = command.words.map { expand($0, arguments) }
        switch command.name {
        case ":", "true": return true
        case "false": return false
        case "[", "test":
            let body = words.dropFirst()
            return disjunction(command.name == "[" && body.last == "]" ? body.dropLast() : body)
        case "dpkg":
            guard words.count == 5, words[1] == "--compare-versions", let version = words[2], version.isEmpty else { return nil }
            // An empty version, as on a first install, comes before all others, or with -nl after all.
            return switch words[3] {
            case "lt", "le", "ne", "gt-nl", "ge-nl", "<<", "<", "<=": true
            case "lt-nl", "le-nl", "gt", "ge", "eq", ">", ">>", ">=", "=": false
            default: nil
            }
        default: return nil
        }
    }

    private static func disjunction(_ words: ArraySlice<String?>) -> Bool? {
        combine(words.split(separator: "-o").map { conjunction($0) }, decisive: true)
    }

    private static func conjunction(_ words: ArraySlice<String?>) -> Bool? {
        combine(words.split(separator: "-a").map { primary(Array($0)) }, decisive: false)
    }

    private static func combine(_ verdicts: [Bool?], decisive: Bool) -> Bool? {
        if verdicts.contains(decisive) { return decisive }
        return verdicts.contains(nil) ? nil : !decisive
    }

    private static func primary(_ words: [String?]) -> Bool? {
        if words.first == "!" { return primary(Array(words.dropFirst())).map { !$0 } }
        switch words.count {
        case 1: return words[0].map { !$0.isEmpty }
        case 2:
            guard let value = words[1] else { return nil }
            return switch words[0] {
            case "-n": !value.isEmpty
            case "-z": value.isEmpty
            default: nil
            }
        case 3:
            guard let left = words[0], let right = words[2] else { return nil }
            return switch words[1] {
            case "=", "==": left == right
            case "!=": left != right
            default: nil
            }
        default: return nil
        }
    }
}
