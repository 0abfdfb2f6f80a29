/// A version as Python packages write them, compared as PEP 440 says: `1.0rc1` < `1.0` = `1.0.0` < `1.0.post1`.
/// - Source: packaging.python.org, "Version specifiers".
package struct PythonVersion: Sendable, CustomStringConvertible {
    /// As it was written.
    package let description: String
    package let epoch: UInt64
    /// `[3, 11, 2]`; never empty.
    package let release: [UInt64]
    let pre: PreRelease?
    let post: UInt64?
    let dev: UInt64?
    let local: [LocalPart]

    struct PreRelease: Hashable, Comparable {
        /// `a`, `b` or `rc`, which sort in this order.
        let phase: String
        let number: UInt64
        static func < (a: Self, b: Self) -> Bool { (a.phase, a.number) < (b.phase, b.number) }
    }

    /// A part after `+`: numbers are above words.
    enum LocalPart: Hashable, Comparable {
        case word(String)
        case number(UInt64)
    }

    /// - Throws: ``PythonError`` `.invalidValue`.
    package init(_ text: some StringProtocol) throws(PythonError) {
        guard let parsed = PythonVersionParser.parse(String(text)) else {
            throw PythonError(.invalidValue, String(text), hint: "a version reads as in 1.2.3, 1.0rc1 or 2.0.post1 (PEP 440)")
        }
        self = parsed
    }

    init(description: String, epoch: UInt64, release: [UInt64], pre: PreRelease?, post: UInt64?, dev: UInt64?, local: [LocalPart]) {
        self.description = description
        self.epoch = epoch
        self.release = release
        self.pre = pre
        self.post = post
        self.dev = dev
        self.local = local
    }

    package var isPreRelease: Bool { pre != nil || dev != nil }

    /// This version without what follows `+`.
    var withoutLocal: PythonVersion {
        PythonVersion(description: description, epoch: epoch, release: release, pre: pre, post: post, dev: dev, local: [])
    }

    /// The release alone, without zeros at its end: 1.0 and 1 are one version.
    var significantRelease: ArraySlice<UInt64> {
        release.prefix((release.lastIndex { $0 != 0 } ?? 0) + 1)
    }

    /// Where this version stands beside others of the same release: dev releases, a, b, rc, final, post.
    private var stage: (Int, PreRelease?) {
        if let pre { return (1, pre) }
        return post == nil && dev != nil ? (0, nil) : (2, nil)
    }
}

extension PythonVersion: Hashable, Comparable {
    package static func == (a: PythonVersion, b: PythonVersion) -> Bool { !(a < b) && !(b < a) }

    package static func < (a: PythonVersion, b: PythonVersion) -> Bool {
        if a.epoch != b.epoch { return a.epoch < b.epoch }
        if a.significantRelease != b.significantRelease { return a.significantRelease.lexicographicallyPrecedes(b.significantRelease) }
        if a.stage.0 != b.stage.0 { return a.stage.0 < b.stage.0 }
        if let x = a.stage.1, let y = b.stage.1, x != y { return x < y }
        if a.post != b.post { return a.post.map { $0 + 1 } ?? 0 < b.post.map { $0 + 1 } ?? 0 }
        if a.dev != b.dev { return a.dev ?? .max < b.dev ?? .max }
        return a.local.lexicographicallyPrecedes(b.local)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(significantRelease)
        hasher.combine(pre)
        hasher.combine(post)
        hasher.combine(dev)
        hasher.combine(local)
    }
}
