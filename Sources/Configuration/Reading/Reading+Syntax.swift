import Yams

/// Mistakes that stop YAML itself.
extension Reading {
    /// Reports the first conflict marker that version control left; false when there is one.
    func reportConflictMarkers(_ text: String) -> Bool {
        guard text.contains("<<<<<<< ") || text.contains(">>>>>>> ") else { return true }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let line = lines.firstIndex(where: { $0.hasPrefix("<<<<<<< ") || $0.hasPrefix(">>>>>>> ") }) else { return true }
        report(Place(line: line + 1, column: 1), "the file has merge conflicts: settle them first")
        return false
    }

    func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = Place(line: mark.line, column: mark.column)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
            if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
                return report(place, "YAML is indented with spaces, not tabs")
            }
            let doing = context.map { " \($0.text) (line \($0.mark.line))" } ?? ""
            report(place, "this is not YAML: \(problem)\(doing)")
        case .duplicatedKeysInMapping(let keys, let context):
            reportDuplicates(keys, first: context.mark, in: text)
        case .reader(let problem, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            let place = Place(line: max(1, before.count), column: (before.last?.count ?? 0) + 1)
            report(place, "this is not YAML: \(problem)")
        default:
            report(Place(line: 1, column: 1), "this is not YAML: \(error)")
        }
    }

    /// The library names the keys and where the first of them stands first; the others are found by their indentation.
    private func reportDuplicates(_ keys: [String], first: Mark, in text: String) {
        let key = keys.first ?? ""
        let indent = first.column - 1
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let content = line.drop { $0 == " " }
            if content.isEmpty || content.hasPrefix("#") { continue }
            let depth = line.count - content.count
            if depth < indent { break }
            let isKey = [key, "\"\(key)\"", "'\(key)'"].contains { content.hasPrefix($0 + ":") || content.hasPrefix($0 + " ") }
            if depth == indent, isKey {
                return report(Place(line: index + 1, column: indent + 1), "the key '\(key.shortened)' is already set in line \(first.line)")
            }
        }
        report(Place(line: first.line, column: first.column), "the key '\(key.shortened)' is set twice in one map")
    }
}
