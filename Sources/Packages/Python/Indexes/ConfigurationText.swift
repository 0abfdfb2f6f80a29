/// A file of pip's in INI form: section -> key -> values, one a line.
///
/// - Source: pip's documentation, "Configuration", and Python's `configparser`, which reads it.
enum ConfigurationText {
    static func parse(_ text: String) -> [String: [String: [String]]] {
        var sections: [String: [String: [String]]] = [:]
        var section = ""
        var key: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let body = line.trimmed
            if body.isEmpty || body.hasPrefix("#") || body.hasPrefix(";") { continue }
            if let first = line.first, first.isWhitespace, let key {
                sections[section, default: [:]][key, default: []].append(String(body))
            } else if body.hasPrefix("["), body.hasSuffix("]") {
                section = String(body.dropFirst().dropLast())
                key = nil
            } else if let split = body.firstIndex(where: { $0 == "=" || $0 == ":" }) {
                let name = String(body[..<split].trimmed).lowercased().split(separator: "_").joined(separator: "-")
                let value = body[body.index(after: split)...].trimmed
                sections[section, default: [:]][name] = value.isEmpty ? [] : [String(value)]
                key = name
            }
        }
        return sections
    }
}
