/// Reads a version text from left to right; every step either takes its part or leaves the text as it is.
/// - Source: packaging.python.org, "Version specifiers", appendix "Parsing version strings with regular expressions".
struct PythonVersionParser {
    private var rest: Substring

    /// - Returns: nil when the text is not a version.
    static func parse(_ text: String) -> PythonVersion? {
        let trimmed = text.lowercased().drop { $0.isWhitespace }
        guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        var parser = PythonVersionParser(rest: trimmed[...end])
        return parser.version(written: text)
    }

    private mutating func version(written text: String) -> PythonVersion? {
        _ = take("v")
        guard var first = number() else { return nil }
        var epoch: UInt64 = 0
        if take("!") {
            epoch = first
            guard let next = number() else { return nil }
            first = next
        }
        var release = [first]
        while let next = numberAfterDot() { release.append(next) }
        let pre = preRelease()
        let post = postRelease()
        let dev = marked(by: ["dev"])?.number
        var local: [PythonVersion.LocalPart] = []
        if take("+") {
            guard let parts = localParts() else { return nil }
            local = parts
        }
        // The greatest number stands for "none" in comparisons.
        guard rest.isEmpty, [pre?.number, post, dev].allSatisfy({ $0 ?? 0 < .max }) else { return nil }
        return PythonVersion(description: text, epoch: epoch, release: release, pre: pre, post: post, dev: dev, local: local)
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    private mutating func number() -> UInt64? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let value = UInt64(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func numberAfterDot() -> UInt64? {
        let before = rest
        if take("."), let value = number() { return value }
        rest = before
        return nil
    }

    private mutating func separator() {
        if let first = rest.first, "-_.".contains(first) { rest = rest.dropFirst() }
    }

    /// `[-_.]?WORD[-_.]?N?`, the number being 0 when it is left out.
    private mutating func marked(by words: [String]) -> (word: String, number: UInt64)? {
        let before = rest
        separator()
        for word in words where take(word) {
            let afterWord = rest
            separator()
            if let value = number() { return (word, value) }
            rest = afterWord
            return (word, 0)
        }
        rest = before
        return nil
    }

    private mutating func preRelease() -> PythonVersion.PreRelease? {
        // Longer words first, so that `alpha` is not read as `a` with something after it.
        guard let (word, number) = marked(by: ["alpha", "beta", "preview", "pre", "rc", "a", "b", "c"]) else { return nil }
        let phase = ["alpha": "a", "a": "a", "beta": "b", "b": "b"][word] ?? "rc"
        return .init(phase: phase, number: number)
    }

    private mutating func postRelease() -> UInt64? {
        let before = rest
        if take("-"), let value = number() { return value }
        rest = before
        return marked(by: ["post", "rev", "r"])?.number
    }

    private mutating func localParts() -> [PythonVersion.LocalPart]? {
        var parts: [PythonVersion.LocalPart] = []
        let words = rest.split(omittingEmptySubsequences: false) { "-_.".contains($0) }
        for word in words {
            guard !word.isEmpty, word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
            parts.append(UInt64(word).map { .number($0) } ?? .word(String(word)))
        }
        rest = rest.dropFirst(rest.count)
        return parts
    }
}
