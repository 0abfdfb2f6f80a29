/// One of the combinations a wheel is made for: `cp311-cp311-manylinux_2_28_x86_64`.
/// - Source: packaging.python.org, "Platform compatibility tags" (PEP 425, PEP 600).
package struct CompatibilityTag: Hashable, Sendable, CustomStringConvertible {
    package let python: String
    package let abi: String
    package let platform: String

    package var description: String { "\(python)-\(abi)-\(platform)" }

    /// Every combination of compressed tag sets: `py2.py3-none-any` is two tags.
    static func expand(python: Substring, abi: Substring, platform: Substring) -> [CompatibilityTag] {
        python.lowercased().split(separator: ".").flatMap { python in
            abi.lowercased().split(separator: ".").flatMap { abi in
                platform.lowercased().split(separator: ".").map {
                    CompatibilityTag(python: String(python), abi: String(abi), platform: String($0))
                }
            }
        }
    }
}
