internal import CZlib

/// One block to deflate, with the bytes that came before it.
struct DeflateBlock: Sendable {
    let bytes: [UInt8]
    let dictionary: [UInt8]
    let isLast: Bool
}

/// A deflated block, ready to be joined to the one before.
struct DeflatedBlock: Sendable {
    let bytes: [UInt8]
    let checksum: UInt
    let inputCount: Int
}

/// Threads that deflate blocks, giving them back in the order they came.
final class DeflatePool {
    private typealias Answer = Result<DeflatedBlock, CompressionError>
    private struct Job: Sendable {
        let block: DeflateBlock
        let answer: BoundedQueue<Answer>
    }

    private let jobs: BoundedQueue<Job>
    private var waiting: [BoundedQueue<Answer>] = []
    private let limit: Int

    init(level: Int32, threads: Int) throws(ThreadError) {
        limit = max(1, threads) * 2
        jobs = BoundedQueue(capacity: limit)
        for _ in 0..<max(1, threads) {
            let jobs = jobs
            try BlockingThread.start {
                while let job = jobs.pop() { job.answer.push(Self.deflated(job.block, level)) }
            }
        }
    }

    deinit { jobs.abandon() }

    /// Whether the oldest block should be taken before another is given.
    var isFull: Bool { waiting.count >= limit }

    func submit(_ block: DeflateBlock) {
        let answer = BoundedQueue<Answer>(capacity: 1)
        waiting.append(answer)
        jobs.push(Job(block: block, answer: answer))
    }

    /// The oldest block, waiting for it; nil when none is under way.
    func next() throws(CompressionError) -> DeflatedBlock? {
        guard !waiting.isEmpty else { return nil }
        return try waiting.removeFirst().pop()?.get()
    }

    private static func deflated(_ block: DeflateBlock, _ level: Int32) -> Answer {
        var stream = z_stream()
        // Raw DEFLATE (negative window bits): the gzip frame around the joined blocks is written once.
        guard
            deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return .failure(CompressionError(codec: "gzip", message: "out of memory")) }
        defer { deflateEnd(&stream) }
        // zlib does not write through `next_in` or the dictionary; its pointers are not const for history's sake.
        block.dictionary.withUnsafeBufferPointer { dictionary in
            if dictionary.count > 0 { deflateSetDictionary(&stream, dictionary.baseAddress, UInt32(dictionary.count)) }
        }
        let room = Int(deflateBound(&stream, UInt(block.bytes.count))) + 16
        let bytes = block.bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                deflate(&stream, block.isLast ? Z_FINISH : Z_SYNC_FLUSH)
                count = room - Int(stream.avail_out)
            }
        }
        guard stream.avail_in == 0, stream.avail_out > 0 else {
            return .failure(CompressionError(codec: "gzip", message: "a block did not fit the size zlib promised"))
        }
        let checksum = block.bytes.withUnsafeBufferPointer { crc32(crc32(0, nil, 0), $0.baseAddress, UInt32($0.count)) }
        return .success(DeflatedBlock(bytes: bytes, checksum: checksum, inputCount: block.bytes.count))
    }
}
