/// The addresses of Debian's sources as this machine's own package manager has them.
///
/// Read from the files of apt without running it, so that a build on a machine without apt works too.
/// - Source: sources.list(5).
package struct DebianAddresses: Sendable, Equatable {
    /// One address of a source and a suite found under it.
    struct Entry: Equatable {
        let address: String
        let suite: String
    }

    private let addresses: [DebianSource: [String]]

    /// - Parameters:
    ///   - release: the addresses of this release come first; those of other releases of Debian hold its packages as well.
    ///   - overrides: source name to addresses; they take the place of the machine's.
    ///   - directory: where apt's configuration is.
    package init(release: String, overrides: [String: [String]] = [:], directory: String = "/etc/apt") {
        let entries = AptSourceFiles(directory: directory).entries
        var addresses: [DebianSource: [String]] = [:]
        for source in DebianSource.allCases {
            let found = overrides[source.rawValue] ?? Self.select(entries, source, release)
            addresses[source] = (found.isEmpty ? [source.publicAddress] : found).map(Self.withoutSlash)
        }
        self.addresses = addresses
    }

    /// The base addresses of a source by its name in the lock, best first; empty for a source that is not Debian's.
    package func candidates(_ source: String) -> [String] {
        DebianSource(rawValue: source).flatMap { addresses[$0] } ?? []
    }

    private static func select(_ entries: [Entry], _ source: DebianSource, _ release: String) -> [String] {
        let suites = source.suites(of: release)
        var found: [String] = []
        for wanted in [Set(suites), Set(otherReleases.filter { $0 != release }.flatMap { source.suites(of: $0) })] {
            for entry in entries where wanted.contains(entry.suite) && !found.contains(entry.address) { found.append(entry.address) }
        }
        return found
    }

    /// Names no other distribution uses for its suites.
    private static let otherReleases = [
        "buster", "bullseye", "bookworm", "trixie", "forky", "duke", "sid", "unstable", "testing", "stable", "oldstable", "oldoldstable",
    ]

    static func withoutSlash(_ address: String) -> String {
        var address = address
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }
}
