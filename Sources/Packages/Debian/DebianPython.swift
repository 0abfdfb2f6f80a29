/// The Python that a set of Debian packages brings, for virtual environments.
package struct DebianPython: Sendable, Equatable {
    /// As `3.11`.
    package let version: String
    /// The path in the image: `/usr/bin/python3.11`.
    package var path: String { "/usr/bin/python\(version)" }

    /// The interpreter among locked packages; of several, the highest version. Nil when there is none.
    package init?(in packages: [LockedArtifact]) {
        let found = packages.compactMap { DebianPython(package: $0.name) }
        guard let highest = found.max(by: { DebianVersion($0.version) < DebianVersion($1.version) }) else { return nil }
        self = highest
    }

    /// The interpreter that `python3.N-minimal` ships; nil for any other package.
    init?(package: String) {
        guard package.hasPrefix("python3."), package.hasSuffix("-minimal") else { return nil }
        let minor = package.dropFirst("python3.".count).dropLast("-minimal".count)
        guard !minor.isEmpty, minor.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        version = "3.\(minor)"
    }
}
