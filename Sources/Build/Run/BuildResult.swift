import Content
import OCI

/// What a build made.
package struct BuildResult: Sendable {
    package struct Image: Sendable {
        package let name: String
        /// Of the manifest, or of the index when there are several platforms.
        package let digest: Digest
        /// Sorted by platform.
        package let platforms: [ImageDocuments.PlatformImage]

        init(_ name: String, _ documents: ImageDocuments) {
            self.name = name
            digest = documents.root.digest
            platforms = documents.images
        }
    }

    /// In the order they were asked for.
    package let images: [Image]
}

extension BuiltLayer {
    /// What is in the layer, for people: what imgship wrote into its history, or what the base image's history says.
    package var origin: String {
        let made = history.last { !$0.isEmptyLayer }
        return made?.comment ?? made?.createdBy ?? "base image"
    }
}
