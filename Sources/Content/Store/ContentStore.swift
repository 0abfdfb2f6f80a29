import Bytes
import Glibc
import OCI
import Synchronization
import SystemPackage

/// The images and blobs of a project on disk: an OCI image layout, with a directory `imgship` of our own beside its blobs.
///
/// Several processes may use one store at once. Blobs and documents appear whole under their names or not at all; what a killed process
/// left is cleaned when the store is next opened. Every verb blocks; run long ones on `BlockingThread`.
///
///     oci-layout  index.json  blobs/sha256/...     what skopeo reads as oci:DIR:NAME
///     imgship/version                              of what is in imgship/
///     imgship/lock                                 held while index.json or imgship/ingest changes
///     imgship/ingest/PROCESS/                      files being written
///     imgship/layers/                              records of the layer cache
///     imgship/origins/                             where layers of base images can be had that are not here
///     imgship/pushes/                              the last push of each image
///     imgship/post-mortems/                        of releases that failed; made also where there is no store yet
package final class ContentStore: Sendable {
    /// What a directory is to us.
    package enum Purpose: Sendable {
        /// The store of a project.
        case store
        /// A layout made for others: nothing but the layout itself stays in it.
        case exported
    }

    package let layout: LayoutDirectory
    package let purpose: Purpose
    let ingest = Mutex<IngestDirectory?>(nil)

    /// Of the directory `imgship`; a store with a greater one is left alone.
    static let version = 1

    package var root: FilePath { layout.root }
    var own: FilePath { root.appending("imgship") }

    /// Whether a directory is a store, or a layout of others: one that is still being made is not.
    package static func exists(at root: FilePath) throws(FileError) -> Bool {
        try Disk.information(root.appending(ImageLayout.fileName)) != nil
    }

    /// Where post-mortems of a project are kept, whether its store has been made or not.
    package static func postMortems(at root: FilePath) -> FilePath { root.appending("imgship").appending("post-mortems") }

    /// Opens the store at `root`, and makes it if there is nothing or an empty directory.
    /// - Throws: ``ContentError`` `.notAStore` for a directory that holds other things, `.newerStore`; ``FileError``.
    package static func open(_ root: FilePath, for purpose: Purpose = .store) throws -> ContentStore {
        try StoreCreation(root: root, purpose: purpose).run()
        return try ContentStore(existing: root, for: purpose)
    }

    /// Opens a store that is there; nothing is created.
    /// - Throws: as ``open(_:for:)``; ``ContentError`` `.notAStore` when there is none.
    package init(existing root: FilePath, for purpose: Purpose = .store) throws {
        layout = try LayoutDirectory(root)
        self.purpose = purpose
        try Self.checkVersion(of: root)
        // A store on a read-only disk can be read all the same.
        try? removeAbandoned()
    }

    deinit {
        ingest.withLock { $0 = nil }
        if purpose == .exported { try? removeOwnDirectory() }
    }

    /// Whether a blob of this digest and size is there; its bytes are not read.
    package func contains(_ descriptor: Descriptor) throws -> Bool { try layout.contains(descriptor.blob) }

    /// Opens a blob for reading as a stream; see ``LayoutDirectory/open(_:)``.
    package func open(_ descriptor: Descriptor) throws -> BlobReader { try layout.open(descriptor.blob) }

    /// A whole small blob, verified; see ``LayoutDirectory/read(_:limit:)``.
    package func read(_ descriptor: Descriptor, limit: Int = LayoutDirectory.documentLimit) throws -> [UInt8] {
        try layout.read(descriptor.blob, limit: limit)
    }

    /// Starts a new blob.
    /// - Parameter expectation: what is known of it beforehand; a blob that turns out otherwise is an error and is not kept.
    package func writer(expecting expectation: BlobExpectation = BlobExpectation()) throws -> BlobWriter {
        BlobWriter(store: self, file: try ingestDirectory().newFile(), expecting: expectation)
    }

    /// Puts bytes that are in memory into the store.
    @discardableResult
    package func write(_ bytes: [UInt8], expecting expectation: BlobExpectation = BlobExpectation()) throws -> BlobIdentity {
        var writer = try writer(expecting: expectation)
        try writer.write(bytes.span.bytes)
        return try writer.finish()
    }

    /// Whether the blob is there already. Its time is then set to now, so that garbage collection takes it for new.
    func keep(_ blob: BlobIdentity) -> Bool {
        guard (try? layout.contains(blob)) == true else { return false }
        return utimensat(AT_FDCWD, layout.path(of: blob.digest).string, nil, 0) == 0
    }

    /// Gives a finished file its place among the blobs.
    func publish(_ file: consuming PendingFile, as digest: Digest) throws(FileError) {
        let target = layout.path(of: digest)
        try Disk.makeDirectories(Disk.directory(of: target))
        try file.publish(as: target, .durable)
    }

    /// Gives a small file of the store its new content, whole or not at all.
    func replace(_ target: FilePath, with bytes: [UInt8], _ durability: PendingFile.Durability) throws {
        try Disk.makeDirectories(Disk.directory(of: target))
        try ingestDirectory().publish(bytes, as: target, durability)
    }
}
