/// Reads the INI form of the profile files.
enum ProfileParser {
    struct Section: Hashable, Sendable {
        /// What is between the brackets.
        let title: String
        var values: [String: String] = [:]
    }

    /// - Parameter path: the file, for errors.
    static func sections(of text: String, path: String) throws(AWSError) -> [Section] {
        var sections: [Section] = []
        // White space before a line says that it belongs to the setting before it, where that has less.
        var last: (key: String, indent: Int)?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = trimmed(line)
            guard let first = content.first, first != "#", first != ";" else { continue }
            if first == "[" {
                guard let end = content.firstIndex(of: "]") else { throw fault(path, index, "a '[' without ']'") }
                sections.append(Section(title: trimmed(content[content.index(after: content.startIndex)..<end])))
                last = nil
                continue
            }
            guard !sections.isEmpty else { throw fault(path, index, "a setting before the first '[section]'") }
            let indent = line.prefix { $0.isWhitespace }.count
            let outer = last.flatMap { indent > $0.indent ? $0.key : nil }
            guard let (key, value) = setting(content) else {
                // Further lines of a long value carry nothing that is needed here.
                if outer != nil { continue }
                throw fault(path, index, "neither '[section]' nor 'key = value'")
            }
            if let outer {
                sections[sections.count - 1].values["\(outer).\(key)"] = value
            } else {
                sections[sections.count - 1].values[key] = value
                last = (key, indent)
            }
        }
        return sections
    }

    /// Key in lower case and value, with a colon for the equals sign too, as Python has it; a comment after white space is not a part of the
    /// value.
    private static func setting(_ content: String) -> (String, String)? {
        guard let equals = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
        let key = trimmed(content[..<equals]).lowercased()
        var value = content[content.index(after: equals)...]
        for mark in [" #", " ;", "\t#", "\t;"] {
            // As characters, by hand: Foundation's search is not needed for this.
            if let start = value.indices.first(where: { value[$0...].hasPrefix(mark) }) { value = value[..<start] }
        }
        return key.isEmpty ? nil : (key, trimmed(value))
    }

    /// Without one pair of quotes around it: `[profile "my team"]`.
    static func unquoted(_ text: String) -> String {
        let text = trimmed(text)
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst().dropLast())
        }
        return text
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private static func fault(_ path: String, _ index: Int, _ problem: String) -> AWSError {
        // The line itself may be a secret, and is not shown.
        AWSError(.invalidConfiguration, "'\(path)', line \(index + 1): \(problem)")
    }
}
