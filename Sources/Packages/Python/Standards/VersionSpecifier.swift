/// One condition on a version: `>=3.8`, `==1.4.*`, `~=2.2`.
/// - Source: packaging.python.org, "Version specifiers".
package struct VersionSpecifier: Hashable, Sendable {
    enum Comparison: String, CaseIterable {
        // Longer ones first: the first that fits is taken.
        case identical = "==="
        case equal = "=="
        case notEqual = "!="
        case atMost = "<="
        case atLeast = ">="
        case compatible = "~="
        case less = "<"
        case greater = ">"
    }

    let comparison: Comparison
    private let version: PythonVersion
    /// Whether the version ended in `.*`.
    private let isPrefix: Bool
    /// What `===` compares with, as written.
    private let text: String

    /// Reads an operator and a version; nil when it is not a specifier.
    init?(_ text: some StringProtocol) {
        let text = text.drop { $0 == " " || $0 == "\t" }
        guard let comparison = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return nil }
        self.init(comparison, text.dropFirst(comparison.rawValue.count))
    }

    init?(_ comparison: Comparison, _ written: some StringProtocol) {
        let pieces = written.split { $0 == " " || $0 == "\t" }
        guard pieces.count == 1, let text = pieces.first else { return nil }
        isPrefix = text.hasSuffix(".*")
        let body = isPrefix ? text.dropLast(2) : text[...]
        guard let version = PythonVersionParser.parse(String(body)) else { return nil }
        switch comparison {
        case .equal, .notEqual: guard !isPrefix || (version.dev == nil && version.local.isEmpty) else { return nil }
        case .compatible: guard !isPrefix, version.release.count >= 2, version.local.isEmpty else { return nil }
        case .identical: break
        default: guard !isPrefix, version.local.isEmpty else { return nil }
        }
        self.comparison = comparison
        self.version = version
        self.text = String(text)
    }

    /// Whether `candidate` meets the condition; pre-releases are not left out.
    package func contains(_ candidate: PythonVersion) -> Bool {
        // A local version counts only where the condition names one.
        let publicPart = candidate.withoutLocal
        switch comparison {
        case .identical: return candidate.description.lowercased() == text.lowercased()
        case .equal: return matches(candidate)
        case .notEqual: return !matches(candidate)
        case .atMost: return publicPart <= version
        case .atLeast: return publicPart >= version
        case .compatible: return publicPart >= version && hasPrefix(publicPart, version.release.dropLast())
        case .less:
            guard publicPart < version else { return false }
            // `<3.1` does not take 3.1's own pre-releases.
            return version.isPreRelease || !candidate.isPreRelease || !sameRelease(candidate)
        case .greater:
            guard candidate > version else { return false }
            // `>3.1` takes neither 3.1's post-releases nor its local versions.
            if version.post == nil, candidate.post != nil, sameRelease(candidate) { return false }
            return candidate.local.isEmpty || !(publicPart == version)
        }
    }

    private func matches(_ candidate: PythonVersion) -> Bool {
        guard isPrefix else { return version.local.isEmpty ? candidate.withoutLocal == version : candidate == version }
        guard version.pre != nil || version.post != nil else { return hasPrefix(candidate, version.release[...]) }
        // `==1.0rc1.*` and `==1.0.post1.*`: the same release and stage, whatever follows.
        guard sameRelease(candidate), candidate.pre == version.pre else { return false }
        return version.post == nil || candidate.post == version.post
    }

    private func sameRelease(_ other: PythonVersion) -> Bool {
        other.epoch == version.epoch && other.significantRelease == version.significantRelease
    }

    private func hasPrefix(_ candidate: PythonVersion, _ prefix: ArraySlice<UInt64>) -> Bool {
        guard candidate.epoch == version.epoch else { return false }
        let padding = repeatElement(UInt64(0), count: max(0, prefix.count - candidate.release.count))
        return (candidate.release + padding).starts(with: prefix)
    }
}
