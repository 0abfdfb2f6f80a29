import Diagnostics
import OCI

/// What one base asks of Debian, for one platform.
package struct AptRequest: Sendable, Hashable {
    /// The codename: `bookworm`, `trixie`.
    package let release: String
    /// Names, or `name=version`.
    package let packages: [String]
    package let platform: Platform
    /// Packages that count as installed, so that neither they nor what only they need gets in.
    package let provided: [String]
    /// The archive areas: `main`, `contrib`, `non-free`.
    package let components: [String]

    /// What packages depend on to be installed and configured, which an image never is; without them its closure is half as large.
    /// mawk stands for the awk that base-files depends on for its scripts.
    package static let standardProvided = ["debconf", "debianutils", "dpkg", "mawk", "openssl", "readline-common", "tar"]

    /// Part of every base: it has `os-release`, by which scanners know the distribution, the licences that copyright files refer to, and
    /// the directories of the system.
    package static let always = ["base-files"]

    /// - Throws: ``DebianError`` `.invalidName`, `.unsupportedPlatform`.
    package init(
        release: String, packages: [String], platform: Platform, provided: [String] = AptRequest.standardProvided,
        components: [String] = ["main"]
    ) throws {
        // apt-get reads `name-` as "remove", `name/release` as another release and `^n.*` as a pattern.
        for name in packages where !Self.isPackage(name) { throw DebianError(.invalidName, subject: name) }
        for name in [release] + provided + components where !Self.isName(name) { throw DebianError(.invalidName, subject: name) }
        self.release = release
        self.packages = (packages + Self.always.filter { !packages.contains($0) && !provided.contains($0) })
        self.platform = platform
        // What is asked for by name is wanted as it is.
        let asked = packages.map { $0.prefix { $0 != "=" } }
        self.provided = Set(provided).filter { !asked.contains($0[...]) }.sorted()
        self.components = components
        _ = try architecture
    }

    /// Debian's name for the platform's architecture.
    /// - Throws: ``DebianError`` `.unsupportedPlatform`.
    package var architecture: String {
        get throws {
            let names = ["amd64": "amd64", "arm64": "arm64", "386": "i386", "ppc64le": "ppc64el", "s390x": "s390x", "riscv64": "riscv64"]
            let name = platform.architecture == "arm" && platform.variant != "v6" ? "armhf" : names[platform.architecture]
            guard platform.os == "linux", let name else { throw DebianError(.unsupportedPlatform, subject: "\(platform)") }
            return name
        }
    }

    /// - Source: Debian policy 5.6.1; suites and components keep to the same letters.
    private static func isName(_ name: some StringProtocol) -> Bool {
        guard let first = name.utf8.first, isAlphanumeric(first), !name.hasSuffix("-") else { return false }
        return name.utf8.allSatisfy { isAlphanumeric($0) || "+-.".utf8.contains($0) }
    }

    private static func isPackage(_ text: String) -> Bool {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, isName(name) else { return false }
        guard parts.count == 2 else { return true }
        return !parts[1].isEmpty
            && parts[1].utf8.allSatisfy { isAlphanumeric($0) || (0x41...0x5a).contains($0) || "+-.:~".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) }
}
