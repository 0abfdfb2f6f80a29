import Diagnostics
import OCI
import Packages
import SystemPackage

/// Something that must hold between layers made of artifacts, looked at when one of the layers is made anew.
package struct LayerCheck: Sendable {
    /// The keys of the layers.
    package let layers: Set<Digest>
    /// The artifacts of all of them.
    package let artifacts: [LockedArtifact]
    /// Given where the artifacts are: throws what makes the layers impossible, returns what is worth knowing. Blocking.
    package let run: @Sendable ([Digest: FilePath]) throws -> [Warning]
}
