import OCI

/// What the store remembers of a layer, by the key of its inputs.
struct LayerRecord: Codable, Equatable {
    let digest: Digest
    let diffID: Digest
    /// Bytes of the blob.
    let size: Int64
}
