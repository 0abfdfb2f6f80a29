/// The parts of a wheel's file name: `numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl`.
/// - Source: packaging.python.org, "Binary distribution format", section "File name convention".
package struct WheelFileName: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package let name: PackageName
    package let version: PythonVersion
    /// The optional build tag: its leading number and the rest; among equals the highest wins.
    package let build: Build?
    package let tags: [CompatibilityTag]

    package struct Build: Hashable, Sendable, Comparable {
        let number: UInt64
        let rest: String
        package static func < (a: Build, b: Build) -> Bool { (a.number, a.rest) < (b.number, b.rest) }
    }

    /// - Throws: ``PythonError`` `.invalidValue`.
    package init(_ written: some StringProtocol) throws(PythonError) {
        let text = String(written)
        let problem = PythonError(.invalidValue, text, hint: "a wheel's file name reads NAME-VERSION-PYTHON-ABI-PLATFORM.whl")
        guard text.hasSuffix(".whl"), !text.contains("/") else { throw problem }
        var parts = text.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 6, parts.allSatisfy({ !$0.isEmpty }) else { throw problem }
        self.text = text
        name = try PackageName(parts[0])
        version = try PythonVersion(parts[1])
        if parts.count == 6 {
            let digits = parts[2].prefix { $0.isASCII && $0.isNumber }
            guard let number = UInt64(digits) else { throw problem }
            build = Build(number: number, rest: String(parts[2].dropFirst(digits.count)))
            parts.remove(at: 2)
        } else {
            build = nil
        }
        tags = CompatibilityTag.expand(python: parts[2], abi: parts[3], platform: parts[4])
    }

    package var description: String { text }
}
