/// A paragraph of fields, as in a package's `control` file and in `.sources` files.
/// - Source: deb822(5).
package struct Deb822: Sendable, Equatable {
    /// Field names in lower case to their values; continuation lines joined with a line feed, each trimmed.
    private var fields: [String: String] = [:]

    package subscript(_ name: String) -> String? { fields[name.lowercased()] }

    /// The value of a field split at blanks and commas.
    package func list(_ name: String) -> [String] {
        (self[name] ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// The paragraphs of a text, which blank lines separate. Lines that are no field are passed over.
    package static func paragraphs(of text: some StringProtocol) -> [Deb822] {
        var paragraphs: [Deb822] = []
        var current = Deb822()
        var field: String?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) {
                if !current.fields.isEmpty { paragraphs.append(current) }
                (current, field) = (Deb822(), nil)
            } else if line.first == "#" {
                continue
            } else if line.first == " " || line.first == "\t" {
                if let field { current.fields[field, default: ""] += "\n" + line.trimmed }
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].trimmed.lowercased()
                current.fields[name] = String(line[line.index(after: colon)...].trimmed)
                field = name
            }
        }
        if !current.fields.isEmpty { paragraphs.append(current) }
        return paragraphs
    }
}
