import Content
import Diagnostics
import HTTP
import Synchronization

/// A blob as the body of a request: read from its start for each attempt, and verified on the way.
struct BlobBody: BodySource {
    let content: any UploadContent
    let progress: UploadProgress
    /// How many bytes are left out, since the registry has them. They are read all the same: else the rest could not be verified.
    let start: Int64
    /// Nil for a blob that was still being written when this was made.
    let length: Int64?

    init(_ content: any UploadContent, _ progress: UploadProgress, from start: Int64 = 0) {
        self.content = content
        self.progress = progress
        self.start = start
        length = content.identity.map { $0.size - start }
    }

    /// The blob without what is before `start`.
    func rest(from start: Int64) -> BlobBody { BlobBody(content, progress, from: start) }

    func makeReader() async throws -> any BodyReader {
        progress.restart(at: start)
        return Pass(stream: try await content.stream(), progress: progress, toSkip: start)
    }

    private struct Pass: BodyReader {
        let stream: any BlobStream
        let progress: UploadProgress
        var toSkip: Int64

        mutating func next() async throws -> [UInt8]? {
            while let block = try await stream.next() {
                let skipped = min(toSkip, Int64(block.count))
                toSkip -= skipped
                try Task.checkCancellation()
                guard skipped < block.count else { continue }
                progress.advance(by: block.count - Int(skipped))
                return skipped == 0 ? block : Array(block.dropFirst(Int(skipped)))
            }
            return nil
        }
    }
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

    /// In bytes: as far as the blob was handed over for sending.
    var count: Int64 { sent.withLock(\.self) }

    func advance(by count: Int) {
        sent.withLock { $0 += Int64(count) }
        reporter.report(.advanced(id: identifier, by: Int64(count)))
    }

    /// Only what is before `start` counts any more.
    func restart(at start: Int64 = 0) {
        let change = sent.withLock { sent in
            defer { sent = start }
            return start - sent
        }
        if change != 0 { reporter.report(.advanced(id: identifier, by: change)) }
    }
}
