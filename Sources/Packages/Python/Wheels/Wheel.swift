import SystemPackage

/// A locked wheel and the file that holds it; the file's digest has been verified by whoever fetched it.
package struct Wheel: Hashable, Sendable {
    package let artifact: LockedArtifact
    package let file: FilePath

    package init(_ artifact: LockedArtifact, at file: FilePath) {
        self.artifact = artifact
        self.file = file
    }

    /// The wheel's own file name, for people: the file on disk may be called by its digest.
    package var name: String { artifact.path }
}
