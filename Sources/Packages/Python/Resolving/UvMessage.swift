/// Makes an error of what uv says when it finds no solution.
enum UvMessage {
    /// - Parameter subject: what was to be resolved, for the summary: `'requirements.in'`.
    static func error(_ text: String, resolving subject: String) -> PythonError {
        let reason = clean(text)
        guard let name = packageWithoutWheels(in: reason) else { return PythonError(.unresolvable, subject, reason: reason) }
        return PythonError(.noWheel, name, reason: reason, hint: waysOut(name))
    }

    /// What to do about a package that has no wheel for a platform.
    static func waysOut(_ name: String) -> String {
        "choose another version of \(name), or another package; or build its wheel yourself (`pip wheel --no-deps \(name)`) and name "
            + "the folder it is in as a find-links source"
    }

    /// uv's own words without their prefix, and without its boxes for terminals.
    private static func clean(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty && !$0.hasPrefix("warning:") }
        return lines.map { line in
            for prefix in ["error: ", "\u{d7} ", "cause: ", "\u{2570}\u{2500}\u{25b6} "] where line.hasPrefix(prefix) {
                return String(line.dropFirst(prefix.count))
            }
            return String(line)
        }.joined(separator: "\n")
    }

    /// The package in "Wheels are required for `NAME` because building from source is disabled".
    private static func packageWithoutWheels(in text: String) -> String? {
        guard let start = text.utf8.firstRange(of: "Wheels are required for `".utf8) else {
            // Older versions of uv have the sentence without the hint.
            guard let end = text.utf8.firstRange(of: " no usable wheels".utf8) else { return nil }
            let words = text[..<end.lowerBound].split(separator: " ").reversed().drop { $0 == "has" || $0 == "have" }
            return words.first.map { String($0.prefix { $0 != "=" && $0 != "<" && $0 != ">" && $0 != "!" && $0 != "~" }) }
        }
        let name = text[start.upperBound...].prefix { $0 != "`" }
        return String(name.prefix { $0 != "=" })
    }
}
