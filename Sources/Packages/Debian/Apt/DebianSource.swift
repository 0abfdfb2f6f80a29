/// A part of Debian's archive that has addresses of its own, by the name the lock gives it.
package enum DebianSource: String, Sendable, CaseIterable {
    case debian
    case security = "debian-security"

    /// The suites of a release that this source holds.
    func suites(of release: String) -> [String] {
        // The development release has its updates and its security fixes in itself.
        let rolls = ["sid", "unstable", "experimental"].contains(release)
        return switch self {
        case .debian: rolls ? [release] : [release, release + "-updates"]
        case .security: rolls ? [] : [release + "-security"]
        }
    }

    /// Where the distribution itself serves it to everybody; for machines that have no Debian sources of their own.
    var publicAddress: String { "http://deb.debian.org/" + rawValue }
}
