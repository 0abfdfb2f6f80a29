import OCI

/// An image as a task gets it: pinned to its digest, and what is known of it.
package struct ResolvedImage: Sendable, Hashable {
    /// With tag and digest, as far as they are known.
    package var reference: ImageReference
    /// What it runs on; empty when nobody asked.
    package var platforms: [Platform]
    /// How it runs; the same on all its platforms.
    package var config: ContainerConfig?

    package init(_ reference: ImageReference, platforms: [Platform] = [], config: ContainerConfig? = nil) {
        self.reference = reference
        self.platforms = platforms
        self.config = config
    }

    /// Whether it is in a registry of ECR's, for which the execution role signs in.
    package var isInECR: Bool { Self.isInECR(reference.domain) }

    static func isInECR(_ domain: String) -> Bool { domain.contains(".dkr.ecr.") || domain.contains(".dkr-ecr.") }
}
