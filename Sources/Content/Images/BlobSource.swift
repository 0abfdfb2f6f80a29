import OCI

/// Somewhere the parts of an image are read from by their descriptors: a layout on disk, a repository of a registry.
package protocol BlobSource: Sendable {
    /// What to call it in messages.
    var name: String { get }

    /// A manifest, an index or a config in memory, verified.
    func document(_ descriptor: Descriptor) async throws -> [UInt8]

    /// The bytes of a blob, from the first; each call is another pass.
    func stream(_ blob: Descriptor) async throws -> any BlobStream

    /// Whether the blob is here; what is far away and not asked counts as here.
    func holds(_ blob: Descriptor) throws -> Bool
}

extension BlobSource {
    package func holds(_ blob: Descriptor) throws -> Bool { true }
}

/// One pass over the bytes of a blob, for one task.
package protocol BlobStream: AnyObject, Sendable {
    /// The following bytes, never empty; nil at the end, which is reached only when size and digest were right.
    func next() async throws -> [UInt8]?
}

extension LayoutDirectory: BlobSource {
    package var name: String { "'\(root)'" }

    package func document(_ descriptor: Descriptor) throws -> [UInt8] { try read(descriptor.blob) }

    package func stream(_ blob: Descriptor) throws -> any BlobStream { LayoutStream(try open(blob.blob)) }

    package func holds(_ blob: Descriptor) throws -> Bool { try contains(blob.blob) }
}

extension ContentStore: BlobSource {
    package var name: String { layout.name }

    package func document(_ descriptor: Descriptor) throws -> [UInt8] { try layout.document(descriptor) }

    package func stream(_ blob: Descriptor) throws -> any BlobStream { try layout.stream(blob) }

    package func holds(_ blob: Descriptor) throws -> Bool { try contains(blob) }
}
