import Configuration
import OCI

/// What a base of the file asks to be locked: a release and packages, flattened over the bases it stands on.
package struct BaseRequest: Sendable, Equatable {
    package let release: String
    /// Sorted, each once.
    package let packages: [String]
    package let excluded: [String]
    package let provided: [String]
    /// Sorted.
    package let platforms: [Platform]

    /// Nil for a base that has no release, which the file's own checks refuse.
    package init?(_ name: String, in file: ProjectFile) {
        guard let release = file.release(ofBase: name) else { return nil }
        let lineage = file.lineage(ofBase: name)
        self.release = release
        packages = Set(lineage.flatMap(\.packages)).sorted()
        excluded = Set(lineage.flatMap(\.excludedPackages)).sorted()
        provided = Set(lineage.flatMap(\.providedPackages)).sorted()
        platforms = file.platforms(ofBase: name)
    }

    /// What the lock remembers, to see that it still fits.
    package var digest: Digest {
        var print = Fingerprint()
        print.add("release", release)
        print.add("packages", each: packages)
        print.add("excluded", each: excluded)
        print.add("provided", each: provided)
        print.add("platforms", each: platforms.map(\.description))
        return print.digest
    }
}
