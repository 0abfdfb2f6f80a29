import OCI

/// A layer that is in the store.
package struct BuiltLayer: Sendable, Equatable {
    package let descriptor: Descriptor
    package let diffID: Digest
    /// What is in it, for people.
    package let origin: String
}

/// What the store remembers of a layer, by the key of its inputs.
struct LayerRecord: Codable, Equatable {
    let digest: Digest
    let diffID: Digest
    /// Bytes of the blob.
    let size: Int64
}
