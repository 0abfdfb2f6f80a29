import Content
import Diagnostics
import HTTP
import OCI
import Synchronization

/// A blob of a store as the body of a request: read from its start for each attempt, and verified on the way.
struct StoredBlobBody: BodySource {
    let store: ContentStore
    let blob: Descriptor
    let progress: UploadProgress

    var length: Int64? { blob.size }

    func makeReader() async throws -> any BodyReader {
        progress.restart()
        return Pass(reader: StoredBlobReader(try store.open(blob)), progress: progress)
    }

    private struct Pass: BodyReader {
        let reader: StoredBlobReader
        let progress: UploadProgress

        mutating func next() async throws -> [UInt8]? {
            let block = try reader.next()
            progress.advance(by: block.count)
            return block.isEmpty ? nil : block
        }
    }
}

/// A reader that one task after the other may use.
final class StoredBlobReader: Sendable {
    private let reader: Mutex<BlobReader>

    init(_ reader: sending BlobReader) { self.reader = Mutex(reader) }

    /// The following bytes, at most 256 KiB; empty at the end.
    func next() throws -> [UInt8] { try reader.withLock { try $0.next() } }
}

/// Tells how much of a blob is sent.
final class UploadProgress: Sendable {
    private let identifier: String
    private let reporter: any Reporter
    private let sent = Mutex<Int64>(0)

    init(_ identifier: String, _ reporter: any Reporter) {
        self.identifier = identifier
        self.reporter = reporter
    }

    func advance(by count: Int) {
        sent.withLock { $0 += Int64(count) }
        reporter.report(.advanced(id: identifier, by: Int64(count)))
    }

    /// What was sent does not count any more.
    func restart() {
        let lost = sent.withLock { sent in
            defer { sent = 0 }
            return sent
        }
        if lost > 0 { reporter.report(.advanced(id: identifier, by: -lost)) }
    }
}
