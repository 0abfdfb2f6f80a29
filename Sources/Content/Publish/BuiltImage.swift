import OCI

/// One layer of an image: where its bytes are, what they hold, and how it came to be.
package struct BuiltLayer: Hashable, Sendable {
    /// Of the bytes as they are stored.
    package let descriptor: Descriptor
    /// Of the uncompressed tar.
    package let diffID: Digest
    /// Exactly one entry that has a layer; entries without one may stand around it (a base image has them).
    package let history: [History]

    package init(_ descriptor: Descriptor, diffID: Digest, history: History) {
        self.init(descriptor, diffID: diffID, history: [history])
    }

    init(_ descriptor: Descriptor, diffID: Digest, history: [History]) {
        self.descriptor = descriptor
        self.diffID = diffID
        self.history = history
    }
}

/// An image for one platform, ready to be written: its layers are in the store already, or known to be elsewhere.
package struct BuiltImage: Hashable, Sendable {
    package var platform: Platform
    /// Base first; at least one.
    package var layers: [BuiltLayer]
    package var config: ContainerConfig
    package var created: Timestamp?
    /// Of the manifest.
    package var annotations: [String: String]

    package init(
        platform: Platform, layers: [BuiltLayer], config: ContainerConfig = ContainerConfig(), created: Timestamp? = nil,
        annotations: [String: String] = [:]
    ) {
        self.platform = platform
        self.layers = layers
        self.config = config
        self.created = created
        self.annotations = annotations
    }
}
