import Bytes
import OCI
import Synchronization
import SystemPackage

/// A blob that is being written, for whoever wants its bytes before it is whole.
///
/// Any number of passes read it from its start, each at its own pace, and wait for what is not there yet. The disk lies between them and
/// the writer, who waits for none of them. The bytes stay readable when the file gets its name, or goes since the blob was there already.
package final class GrowingBlob: Sendable {
    /// The writer gave the blob up: there will be no such blob.
    package struct Abandoned: Error {
        package init() {}
    }

    private struct Waiter {
        /// In bytes, from the start of the blob.
        let goal: Int64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var size: Int64 = 0
        var end: Result<BlobIdentity, Abandoned>?
        var waiting: [Int: Waiter] = [:]
        var waitCount = 0

        mutating func takeWaiters(where isDue: (Waiter) -> Bool) -> [Waiter] {
            let due = waiting.filter { isDue($0.value) }
            for number in due.keys { waiting[number] = nil }
            return Array(due.values)
        }
    }

    private let path: FilePath
    private let descriptor: FileDescriptor
    private let state = Mutex(State())
    fileprivate let algorithm: HashAlgorithm

    /// - Parameter algorithm: of the digest that the blob will have.
    init(at path: FilePath, hashedWith algorithm: HashAlgorithm) throws(FileError) {
        descriptor = try Disk.open(path, .readOnly, "read")
        self.path = path
        self.algorithm = algorithm
    }

    deinit { try? descriptor.close() }

    /// What the blob is; nil while it is being written.
    package var identity: BlobIdentity? { state.withLock { try? $0.end?.get() } }

    /// Waits for the end.
    /// - Throws: ``Abandoned``; `CancellationError`.
    package func finished() async throws -> BlobIdentity {
        guard let identity = try await wait(for: .max).identity else { throw Abandoned() }
        return identity
    }

    /// Waits until there are so many bytes, or the end.
    /// - Returns: what the blob is, if it has ended.
    /// - Throws: as ``finished()``.
    package func grown(to size: Int64) async throws -> BlobIdentity? { try await wait(for: size).identity }

    /// The bytes of the blob from the first, those that are still to come among them; each call is another pass.
    package func stream() -> any BlobStream { GrowingPass(self) }

    // MARK: The writer

    /// So many bytes are there. Wakes those who waited for no more.
    func grow(to size: Int64) {
        let due = state.withLock { state in
            state.size = size
            return state.waiting.isEmpty ? [] : state.takeWaiters { $0.goal <= size }
        }
        for waiter in due { waiter.continuation.resume() }
    }

    /// No more bytes will come; the first call counts.
    func end(_ result: Result<BlobIdentity, Abandoned>) {
        let due = state.withLock { state in
            if state.end == nil { state.end = result }
            return state.takeWaiters { _ in true }
        }
        for waiter in due { waiter.continuation.resume() }
    }

    // MARK: A pass

    /// Waits until `goal` bytes are there, or the end.
    /// - Returns: how many are there; and what the blob is once those are all.
    fileprivate func wait(for goal: Int64) async throws -> (size: Int64, identity: BlobIdentity?) {
        let number = state.withLock { state in
            state.waitCount += 1
            return state.waitCount
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    // Cancelled before it got here, nobody would wake it any more.
                    if state.end != nil || state.size >= goal || Task.isCancelled { return true }
                    state.waiting[number] = Waiter(goal: goal, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.continuation.resume()
        }
        try Task.checkCancellation()
        return try state.withLock { ($0.size, try $0.end?.get()) }
    }

    /// Up to `count` bytes from `offset`, at least one.
    fileprivate func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do { filled = try descriptor.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer)) } catch {
                throw Disk.failure("read", path, error)
            }
            // What was written is there: somebody cut the file.
            guard filled > 0 else { throw FileError("read", path, .ioError) }
        }
    }
}

/// One pass over a blob that grows; what it gave is checked at the end.
private final class GrowingPass: BlobStream {
    private struct Progress: ~Copyable {
        var offset: Int64 = 0
        var hasher: ContentHasher?
        /// What the check at the end said; nil until then.
        var verdict: Result<Void, ContentError>?

        init(_ algorithm: HashAlgorithm) { hasher = ContentHasher(algorithm) }
    }

    private let blob: GrowingBlob
    private let progress: Mutex<Progress>

    /// In bytes. A writer of many small parts wakes a reader for each of these, not for each part.
    private static let leastBlock: Int64 = 64 << 10
    private static let mostBlock: Int64 = 256 << 10

    init(_ blob: GrowingBlob) {
        self.blob = blob
        progress = Mutex(Progress(blob.algorithm))
    }

    func next() async throws -> [UInt8]? {
        let offset = progress.withLock { $0.offset }
        let (size, identity) = try await blob.wait(for: offset + Self.leastBlock)
        guard size > offset else {
            if let identity { try check(identity) }
            return nil
        }
        let block = try blob.read(Int(min(size - offset, Self.mostBlock)), at: offset)
        progress.withLock { progress in
            progress.offset += Int64(block.count)
            progress.hasher?.update(block.span.bytes)
        }
        return block
    }

    /// The writer hashed what it wrote; this is what the file gave.
    private func check(_ identity: BlobIdentity) throws {
        try progress.withLock { progress in
            if let hash = progress.hasher.take()?.finish() {
                let isRight = Digest(identity.digest.algorithm, hash: hash) == identity.digest
                let error = ContentError(.wrongContent, "\(identity.digest)", reason: "its file was changed while it was read")
                progress.verdict = isRight ? .success(()) : .failure(error)
            }
            try progress.verdict?.get()
        }
    }
}
