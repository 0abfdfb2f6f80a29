/// The names in a requirements file.
struct RequirementList: Sendable, Hashable {
    /// Normal forms: lower case, hyphens.
    let names: Set<String>
    /// Whether every line has hashes: then it is a lock already.
    let isLocked: Bool

    /// Files that are the application's own: not those for its development.
    static func isName(_ name: String) -> Bool { name == "requirements.txt" || name == "requirements.in" }

    init(_ text: String) {
        names = Set(text.split(whereSeparator: \.isNewline).compactMap(Self.name))
        isLocked = text.contains("--hash=")
    }

    /// The name that a requirement begins with; nil for options and comments.
    /// - Source: PEP 508; PEP 503 for the normal form.
    static func name(in requirement: some StringProtocol) -> String? {
        let word = requirement.drop { $0 == " " || $0 == "\t" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        guard let first = word.first, first.isLetter || first.isNumber else { return nil }
        return word.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "-")
    }
}
