import Content
import OCI

/// The bytes of an upload: a blob that is whole, or one that is still being written.
protocol UploadContent: Sendable {
    /// Nil while the blob is being written.
    var identity: BlobIdentity? { get }

    /// What the blob is, once it is whole.
    func finished() async throws -> BlobIdentity

    /// The bytes from the first; each call is another pass.
    func stream() async throws -> any BlobStream
}

/// A blob that is whole somewhere.
struct WholeBlob: UploadContent {
    let source: any BlobSource
    let blob: Descriptor

    var identity: BlobIdentity? { BlobIdentity(digest: blob.digest, size: blob.size) }

    func finished() -> BlobIdentity { BlobIdentity(digest: blob.digest, size: blob.size) }

    func stream() async throws -> any BlobStream { try await source.stream(blob) }
}

extension GrowingBlob: UploadContent {}
