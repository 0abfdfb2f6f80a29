import Synchronization

/// A blob on disk as a stream: a reader that one task after the other may use.
final class LayoutStream: BlobStream {
    private let reader: Mutex<BlobReader>

    init(_ reader: sending BlobReader) { self.reader = Mutex(reader) }

    func next() throws -> [UInt8]? {
        let block = try reader.withLock { try $0.next() }
        return block.isEmpty ? nil : block
    }
}
