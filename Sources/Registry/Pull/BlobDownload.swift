import Bytes
import Content
import Diagnostics
import HTTP
import HTTPTypes
import OCI
import Synchronization

/// Brings one blob from a registry into a store, verified; goes on where a broken connection left it.
struct BlobDownload: Sendable {
    let client: RegistryClient
    let repository: String
    let blob: Descriptor
    let store: ContentStore
    let reporter: any Reporter

    /// Bytes between two failures after which the second counts as the first: a long blob may break often.
    private static let progressThatCounts: Int64 = 1 << 20

    /// - Throws: ``RegistryError``; ``ContentError`` `.wrongContent`; ``FileError``; `CancellationError`.
    func run() async throws {
        if try store.contains(blob) { return }
        let task = client.pulling("the blob \(blob.digest)", from: repository)
        let identifier = "\(client.name(of: repository))@\(blob.digest)"
        reporter.report(.started(id: identifier, title: "pull \(blob.digest.short)", total: blob.size))
        defer { reporter.report(.ended(id: identifier)) }
        let partial = try PartialBlob(blob, in: store, origin: "'\(client.name(of: repository))'")
        try await client.reporting(task, .get) {
            var outcome = Outcome.brokeOff
            while outcome == .brokeOff {
                outcome = try await client.retrying { try await attempt(task, partial, identifier) }
            }
        }
        try await BlockingThread.run { try partial.finish() }
    }

    private enum Outcome { case complete, brokeOff }

    private func attempt(_ task: RegistryTask, _ partial: PartialBlob, _ identifier: String) async throws -> Outcome {
        let start = partial.count
        do {
            let answer = try await client.attempt(try request(from: start), task.scope)
            try await begin(answer, at: start, task, partial)
            for try await block in answer.body {
                try partial.write(block)
                reporter.report(.advanced(id: identifier, by: Int64(block.count)))
            }
            // A body without a length can end early without an error.
            if partial.count < blob.size { throw HTTPError(.truncated, answer.head.address, message: partial.shortfall) }
            return .complete
        } catch let error as HTTPError where RetryPolicy.mayRetry(error, .repeatable) {
            if partial.count - start >= Self.progressThatCounts { return .brokeOff }
            throw error
        }
    }

    private func request(from start: Int64) throws -> Request {
        var request = Request(.get, try client.address(repository, "blobs/\(blob.digest)"))
        if start > 0 { request.fields[.range] = "bytes=\(start)-" }
        return request
    }

    /// Checks that the answer goes on at `start`; one that begins anew is taken from the beginning.
    private func begin(_ answer: RegistryAnswer, at start: Int64, _ task: RegistryTask, _ partial: PartialBlob) async throws {
        guard answer.isSuccess else { throw client.refusal(answer, task) }
        let range = answer.head.fields[.contentRange]
        if start > 0, answer.status == 206, range?.hasPrefix("bytes \(start)-") == true { return }
        guard answer.status == 200 else {
            throw client.wrongContent(task, answer, "asked for the bytes from \(start), it sent '\(range ?? "no range")'")
        }
        if let length = answer.head.contentLength, length != blob.size {
            throw client.wrongContent(task, answer, "it has \(length) bytes, not \(blob.size)")
        }
        if start > 0 { try partial.restart() }
    }
}

/// The bytes of a blob that are there so far.
private final class PartialBlob: Sendable {
    private let blob: Descriptor
    private let store: ContentStore
    private let origin: String
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var writer: BlobWriter?
        var count: Int64 = 0
    }

    init(_ blob: Descriptor, in store: ContentStore, origin: String) throws {
        self.blob = blob
        self.store = store
        self.origin = origin
        let writer = try store.writer(expecting: BlobExpectation(digest: blob.digest, size: blob.size, origin: origin))
        state = Mutex(State(writer: writer))
    }

    var count: Int64 { state.withLock { $0.count } }
    var shortfall: String { "\(count) of \(blob.size) bytes" }

    func write(_ block: [UInt8]) throws {
        try state.withLock { state in
            try state.writer?.write(block.span.bytes)
            state.count += Int64(block.count)
        }
    }

    func restart() throws {
        try state.withLock { state in
            state.writer = try store.writer(expecting: BlobExpectation(digest: blob.digest, size: blob.size, origin: origin))
            state.count = 0
        }
    }

    func finish() throws {
        try state.withLock { state in
            guard let writer = state.writer.take() else { return }
            _ = try writer.finish()
        }
    }
}
