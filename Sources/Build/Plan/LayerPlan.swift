import Bytes
import Layers
import OCI
import Packages
import SystemPackage

/// One layer to make: known by a key over everything its bytes depend on, so that a layer made before need not be made again.
package struct LayerPlan: Sendable {
    /// What is in it, for people: `python: numpy 2.4.6`.
    package let origin: String
    /// The digest of its inputs.
    package let key: Digest
    package let compression: Compression
    /// The latest modification time in it, seconds since 1970.
    package let latestTime: Int64
    /// Files to download before it can be made.
    package let artifacts: [LockedArtifact]
    /// For layers of the user's own files: the last change of any of them, in nanoseconds since 1970. A record made within a tick of the
    /// clock of that change could miss another change, so it is not kept.
    package let newestChange: Int64?
    /// Makes the source, given where the artifacts are.
    package let source: @Sendable ([Digest: FilePath]) throws -> any LayerSource

    package var mediaType: MediaType { .layer(compression) }
}
