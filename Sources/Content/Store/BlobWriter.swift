import Bytes
import OCI
import SystemPackage

/// What a blob is known by: its digest and its size in bytes.
package struct BlobIdentity: Hashable, Sendable {
    package let digest: Digest
    package let size: Int64

    package init(digest: Digest, size: Int64) {
        self.digest = digest
        self.size = size
    }
}

/// Takes the bytes of one blob and puts it into the store, whole or not at all.
///
/// The bytes go to a temporary name and are hashed on the way; ``finish()`` syncs and renames. Dropped before that, nothing is left.
package struct BlobWriter: ~Copyable, ByteSink {
    private let store: ContentStore
    private var file: PendingFile
    private var hasher: ContentHasher
    private let expectation: BlobExpectation
    private var size: Int64 = 0
    private var growth: BlobGrowth?

    init(store: ContentStore, file: consuming PendingFile, expecting expectation: BlobExpectation) {
        self.store = store
        self.file = file
        self.expectation = expectation
        hasher = ContentHasher(expectation.digest?.algorithm ?? .sha256)
    }

    /// Lets others read the blob while it is written, from its first byte.
    ///
    /// Its end comes to them with the digest, before the bytes are safely on disk; and when the writer is dropped, as a failure.
    package mutating func growing() throws -> GrowingBlob {
        if let known = growth?.blob { return known }
        let blob = try GrowingBlob(at: file.path, hashedWith: expectation.digest?.algorithm ?? .sha256)
        blob.grow(to: size)
        growth = BlobGrowth(blob: blob)
        return blob
    }

    /// Appends `bytes`.
    /// - Throws: ``FileError`` (disk full among others); ``ContentError`` `.wrongContent` as soon as there are more bytes than expected.
    package mutating func write(_ bytes: RawSpan) throws {
        size += Int64(bytes.byteCount)
        if let expected = expectation.size, size > expected { throw expectation.refusal("it has more than \(expected) bytes") }
        hasher.update(bytes)
        try file.write(bytes)
        growth?.blob.grow(to: size)
    }

    /// Ends the blob and returns what it is once its bytes and its name are safely on disk.
    ///
    /// Idempotent: a blob of this digest and size that is there already is kept, and marked as new for garbage collection.
    /// - Throws: ``ContentError`` `.wrongContent` when digest or size are not the expected ones; ``FileError``.
    package consuming func finish() throws -> BlobIdentity {
        let digest = Digest(expectation.digest?.algorithm ?? .sha256, hash: hasher.finish())
        if let expected = expectation.size, size != expected { throw expectation.refusal("it has \(size) bytes, not \(expected)") }
        if let expected = expectation.digest, digest != expected { throw expectation.refusal("its bytes hash to \(digest)") }
        let blob = BlobIdentity(digest: digest, size: size)
        growth?.blob.end(.success(blob))
        if !store.keep(blob) { try store.publish(file, as: digest) }
        return blob
    }
}

/// What the bytes on their way into the store must turn out to be, as far as it is known.
package struct BlobExpectation: Sendable {
    package let digest: Digest?
    package let size: Int64?
    /// Where the bytes come from, for messages.
    package let origin: String

    package init(digest: Digest? = nil, size: Int64? = nil, origin: String = "a new blob") {
        self.digest = digest
        self.size = size
        self.origin = origin
    }

    func refusal(_ reason: String) -> ContentError {
        ContentError(.wrongContent, digest.map { "\($0) from \(origin)" } ?? origin, reason: reason)
    }
}
