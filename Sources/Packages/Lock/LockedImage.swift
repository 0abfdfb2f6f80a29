import OCI

/// What a base image in a registry was when it was locked.
package struct LockedImage: Sendable, Equatable {
    /// Of the index, or of the only manifest, that the reference stood for.
    package var digest: Digest
    /// The manifest for each platform: media type, digest and size alone.
    package var platforms: [Platform: Descriptor]

    package init(digest: Digest, platforms: [Platform: Descriptor]) {
        self.digest = digest
        self.platforms = platforms.mapValues { Descriptor(mediaType: $0.mediaType, digest: $0.digest, size: $0.size) }
    }
}
