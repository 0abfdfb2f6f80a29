import Archive
import Bytes
import OCI

/// A layer's tar before compression; what came out compressed is known to the sink that took it.
package struct WrittenTar: Sendable, Equatable {
    /// The digest of the tar, as the image config lists it.
    package let diffID: Digest
    /// Bytes of the tar.
    package let size: Int64
}

/// Makes one layer in one pass: entries -> tar -> diffID -> compression -> digest -> sink.
///
/// Two threads and the compressor's own: one reads the source and makes tar blocks, one hashes, compresses and writes. Memory is bounded
/// by the blocks between them and the compressor's, whatever the layer's size.
package struct LayerWriter: Sendable {
    package let compression: Compression
    /// Threads the compressor may use; the bytes do not depend on it.
    package let threads: Int
    /// The latest modification time in the layer, seconds since 1970.
    package let latestTime: Int64

    package init(compression: Compression, threads: Int, latestTime: Int64) {
        self.compression = compression
        self.threads = threads
        self.latestTime = latestTime
    }

    /// Writes all of `source` as a layer into `sink`.
    ///
    /// Blocking: call it on a thread of its own. When it throws, what the sink holds is half a layer.
    package func write<Sink: ByteSink & ~Copyable>(_ source: any LayerSource, to sink: inout Sink) throws -> WrittenTar {
        let queue = BoundedQueue<[UInt8]>(capacity: 4)
        let ended = BoundedQueue<Result<Void, any Error>>(capacity: 1)
        let latestTime = latestTime
        try BlockingThread.start {
            let result = Result { try Self.produce(source, latestTime, queue) }
            queue.close()
            ended.push(result)
        }
        let tar: WrittenTar
        do {
            tar = try consume(queue, into: &sink)
        } catch {
            // The source may be blocked on a full queue: let it go, and let it end before its files are closed or removed.
            queue.abandon()
            if case .failure(let cause)? = ended.pop(), !(cause is Abandoned) { throw cause }
            throw error
        }
        // The queue also ends when the source fails, so its result decides.
        if case .failure(let cause)? = ended.pop() { throw cause }
        return tar
    }

    private struct Abandoned: Error {}

    private static func produce(_ source: any LayerSource, _ latestTime: Int64, _ queue: BoundedQueue<[UInt8]>) throws {
        let entries = try LayerEntries(latestTime: latestTime) { block in
            guard queue.push(block.withUnsafeBytes { [UInt8]($0) }) else { throw Abandoned() }
        }
        try source.write(to: entries)
        try entries.finish()
    }

    private func consume<Sink: ByteSink & ~Copyable>(_ queue: BoundedQueue<[UInt8]>, into sink: inout Sink) throws -> WrittenTar {
        var hasher = ContentHasher(.sha256)
        var compressor = try Compressor(compression, threads: threads)
        var size: Int64 = 0
        while let block = queue.pop() {
            size += Int64(block.count)
            hasher.update(block.span.bytes)
            try compressor.write(block.span.bytes) { try sink.write($0) }
        }
        try compressor.finish { try sink.write($0) }
        return WrittenTar(diffID: Digest(hash: hasher.finish()), size: size)
    }
}
