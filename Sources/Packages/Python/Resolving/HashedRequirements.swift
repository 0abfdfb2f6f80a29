import Diagnostics
import OCI

/// A requirements file in which every package has its version and the hashes of its files, as `pip-compile --generate-hashes` writes it.
/// - Source: pip's documentation, "Requirements File Format" and "Secure installs".
struct HashedRequirements {
    struct Requirement: Equatable {
        let name: PackageName
        let version: String
        let marker: Marker?
        let digests: Set<Digest>
        let location: SourceLocation
    }

    let file: String
    let requirements: [Requirement]

    /// Whether a requirements file is of this kind: one `--hash` makes them all required, as in pip.
    static func isHashed(_ text: String) -> Bool {
        lines(of: text).contains { $0.text.utf8.firstRange(of: "--hash".utf8) != nil }
    }

    /// - Throws: ``PythonError`` `.malformedFile` with the line, for an entry without version or hash.
    init(_ text: String, file: String) throws(PythonError) {
        self.file = file
        var requirements: [Requirement] = []
        for line in Self.lines(of: text) {
            let place = SourceLocation(file: file, line: line.number)
            if line.text.hasPrefix("-") {
                // An index in the file would go around the sources the lock names.
                throw PythonError(
                    .malformedFile, "'\(line.text)'", reason: "options are not followed in a hash-locked file",
                    hint: "name indexes in `sources:` of imgship.yaml, and list one file per -r in `requirements:`", at: place)
            }
            requirements.append(try Self.requirement(line.text, place))
        }
        self.requirements = requirements
    }

    /// What applies to a target, one entry a package.
    /// - Throws: ``PythonError`` `.malformedFile` when two entries for one package apply.
    func applying(to target: PythonTarget) throws(PythonError) -> [Requirement] {
        let environment = MarkerEnvironment(target)
        var seen: Set<PackageName> = []
        var applying: [Requirement] = []
        for requirement in requirements {
            if let marker = requirement.marker, try !marker.holds(in: environment) { continue }
            guard seen.insert(requirement.name).inserted else {
                throw PythonError(.malformedFile, "'\(requirement.name)' is required twice for \(target.machine)", at: requirement.location)
            }
            applying.append(requirement)
        }
        return applying
    }

    private static func requirement(_ line: String, _ place: SourceLocation) throws(PythonError) -> Requirement {
        var body: [Substring] = []
        var digests: Set<Digest> = []
        var words = line.split(whereSeparator: \.isWhitespace)[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("--hash") else {
                body.append(word)
                continue
            }
            let value = word.hasPrefix("--hash=") ? word.dropFirst(7) : words.popFirst() ?? ""
            // Other algorithms are hashes of the same file; sha256 is the one the lock holds.
            guard let digest = try? Digest(value), digest.algorithm == .sha256 else { continue }
            digests.insert(digest)
        }
        let text = body.joined(separator: " ")
        let parts = text.split(separator: ";", maxSplits: 1)
        let pin = (parts.first ?? "").split(separator: "=", omittingEmptySubsequences: false).map { $0.trimmed }
        let name = (pin.first ?? "").prefix { $0 != "[" }.trimmed
        guard pin.count == 3, pin[1].isEmpty, !pin[2].isEmpty, !pin[2].contains("*"), let parsed = try? PackageName(name) else {
            throw PythonError(
                .malformedFile, "'\(text)'", reason: "in a hash-locked file every entry reads NAME==VERSION --hash=sha256:...",
                hint: "make the file anew: `uv pip compile --generate-hashes`", at: place)
        }
        guard !digests.isEmpty else {
            throw PythonError(
                .malformedFile, "'\(text)'", reason: "it has no --hash=sha256:..., and other entries have one",
                hint: "make the file anew: `uv pip compile --generate-hashes`", at: place)
        }
        let marker = parts.count > 1 ? try Marker(parts[1]) : nil
        return Requirement(name: parsed, version: String(pin[2]), marker: marker, digests: digests, location: place)
    }

    /// Lines without comments, those ended by a backslash joined with the next; numbers are of the first.
    private static func lines(of text: String) -> [(number: Int, text: String)] {
        var lines: [(Int, String)] = []
        var pending = ""
        var start = 1
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if pending.isEmpty { start = index + 1 }
            let isComment = raw.trimmed.hasPrefix("#")
            if !isComment, raw.hasSuffix("\\") {
                pending += raw.dropLast() + " "
                continue
            }
            let line = withoutComment(pending + (isComment ? "" : raw)).trimmed
            pending = ""
            if !line.isEmpty { lines.append((start, String(line))) }
        }
        let rest = withoutComment(pending).trimmed
        return rest.isEmpty ? lines : lines + [(start, String(rest))]
    }

    /// A comment starts with `#` after white space.
    private static func withoutComment(_ line: String) -> Substring {
        var isAfterSpace = true
        for index in line.indices {
            if line[index] == "#", isAfterSpace { return line[..<index] }
            isAfterSpace = line[index].isWhitespace
        }
        return line[...]
    }
}
