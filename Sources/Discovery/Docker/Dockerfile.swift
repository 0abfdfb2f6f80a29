/// The instructions of a Dockerfile, taken apart and not understood yet.
/// - Source: Docker's "Dockerfile reference".
struct Dockerfile: Sendable, Hashable {
    struct Instruction: Sendable, Hashable {
        /// In capitals.
        let name: String
        /// The rest, with continued lines joined by spaces.
        let rest: String
        /// Where it begins, from 1.
        let line: Int
    }

    let instructions: [Instruction]

    /// Whether it begins an image: other files are called `Dockerfile.something` too.
    var isWhole: Bool { instructions.contains { $0.name == "FROM" } }

    static func isName(_ name: String) -> Bool { name == "Dockerfile" || name == "Containerfile" || name.hasPrefix("Dockerfile.") }

    init(_ text: String) {
        var instructions: [Instruction] = []
        var held = "", start = 0
        var ending: Substring?
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = Self.trimmed(line)
            if let mark = ending {
                if words == mark { ending = nil }
                continue
            }
            if words.isEmpty || words.hasPrefix("#") { continue }
            if held.isEmpty { start = number + 1 }
            if words.hasSuffix("\\") {
                held += words.dropLast() + " "
                continue
            }
            let whole = held + words
            held = ""
            ending = Self.heredoc(in: whole)
            if let found = Self.instruction(whole, start) { instructions.append(found) }
        }
        if !held.isEmpty, let found = Self.instruction(held, start) { instructions.append(found) }
        self.instructions = instructions
    }

    private static func instruction(_ text: String, _ line: Int) -> Instruction? {
        let name = text.prefix { $0.isLetter }
        guard !name.isEmpty else { return nil }
        return Instruction(name: name.uppercased(), rest: String(trimmed(text[name.endIndex...])), line: line)
    }

    /// The mark that ends the lines which follow a `<<MARK`.
    private static func heredoc(in text: String) -> Substring? {
        guard let begin = text.firstRange(of: "<<"), ["RUN", "COPY", "ADD"].contains(where: text.uppercased().hasPrefix) else { return nil }
        let mark = text[begin.upperBound...].drop { $0 == "-" || $0 == "\"" || $0 == "'" }.prefix {
            $0.isLetter || $0.isNumber || $0 == "_"
        }
        return mark.isEmpty ? nil : mark
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        let begin = Substring(text).drop { $0.isWhitespace }
        guard let last = begin.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return begin[...last]
    }
}
