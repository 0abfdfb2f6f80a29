import Configuration
import OCI

/// Looks images up where they are: in the registry, or in what was pushed last.
package protocol ImageFacts: Sendable {
    /// The image with its digest, platforms and configuration.
    /// - Returns: nil when there is no such image: the checks then say so.
    func resolve(_ image: ImageSelection) async throws -> ResolvedImage?

    /// Digests of the manifests in an index, which ECS may name in its place; empty for a single image.
    func manifests(of image: ResolvedImage) async throws -> Set<String>
}

extension ImageFacts {
    package func manifests(of image: ResolvedImage) async throws -> Set<String> { [] }
}
