import SystemPackage

/// A locked package and the place of its `.deb` on this machine, already verified against the lock.
package struct DebianPackage: Sendable, Hashable {
    package let artifact: LockedArtifact
    package let file: FilePath

    package init(_ artifact: LockedArtifact, file: FilePath) {
        self.artifact = artifact
        self.file = file
    }

    package var name: String { artifact.name }
    /// As messages name it: `libc6 2.36-9+deb12u14`.
    package var title: String { "\(artifact.name) \(artifact.version)" }
}
