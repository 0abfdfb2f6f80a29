/// A Python that a release of Debian has.
package struct DebianPython: Sendable, Hashable {
    /// The release's codename.
    package let release: String
    /// `3.11`
    package let version: String

    /// - Source: packages.debian.org, `python3` of each release.
    package static let bookworm = DebianPython(release: "bookworm", version: "3.11")
    package static let trixie = DebianPython(release: "trixie", version: "3.13")

    /// The name of its base in the file: `python311`.
    package var baseName: String { "python" + version.filter { $0 != "." } }

    /// What a program in Python needs at run time: the interpreter, and what it looks for in every system.
    package var packages: [String] {
        ["python\(version)", "libstdc++6", "ca-certificates", "tzdata", "netbase", "libc-bin", "dash"]
    }

    /// The first that is no older.
    /// - Parameter minor: of `3.minor`; nil where any will do.
    static func atLeast(_ minor: Int?) -> DebianPython { (minor ?? 11) <= 11 ? .bookworm : .trixie }
}
