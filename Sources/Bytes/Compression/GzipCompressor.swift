internal import CZlib

/// One gzip member, deflated by several threads.
///
/// The stream is cut every ``blockSize`` bytes. Each block is deflated on its own, primed with the 32 KiB before it, and ends at a byte
/// border (`Z_SYNC_FLUSH`), so blocks can be joined into one member in order. Memory: about three blocks for each thread.
/// - Source: RFC 1951, RFC 1952; the scheme is pigz's.
final class GzipCompressor: CompressionEngine {
    /// Bytes of input in a block; part of the format, since other cuts give other bytes.
    static let blockSize = 512 << 10

    static var implementation: String { "zlib \(String(cString: zlibVersion())) blocks of \(blockSize)" }

    private let pool: DeflatePool
    private var block: [UInt8] = []
    private var dictionary: [UInt8] = []
    private var checksum: UInt = crc32(0, nil, 0)
    private var total: UInt64 = 0
    private var started = false

    init(level: Int, threads: Int) throws(ThreadError) {
        pool = try DeflatePool(level: Int32(level), threads: threads)
        block.reserveCapacity(Self.blockSize)
    }

    func write(_ bytes: RawSpan, to output: (RawSpan) throws -> Void) throws {
        var offset = 0
        while offset < bytes.byteCount {
            // A full block is sent only when more follows: the last one must know that it is the last.
            if block.count == Self.blockSize { try send(isLast: false, to: output) }
            let count = min(Self.blockSize - block.count, bytes.byteCount - offset)
            bytes.extracting(offset..<offset + count).withUnsafeBytes { block.append(contentsOf: $0) }
            offset += count
        }
    }

    func finish(to output: (RawSpan) throws -> Void) throws {
        try send(isLast: true, to: output)
        while let result = try pool.next() { try take(result, output) }
        var trailer: [UInt8] = []
        for value in [UInt32(truncatingIfNeeded: checksum), UInt32(truncatingIfNeeded: total)] {
            for shift in stride(from: 0, to: 32, by: 8) { trailer.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
        }
        try output(trailer.span.bytes)
    }

    private func send(isLast: Bool, to output: (RawSpan) throws -> Void) throws {
        if !started {
            started = true
            // No name, no time, unknown system: nothing here depends on the machine.
            let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
            try output(header.span.bytes)
        }
        let full = block
        block = []
        block.reserveCapacity(Self.blockSize)
        if pool.isFull, let result = try pool.next() { try take(result, output) }
        pool.submit(DeflateBlock(bytes: full, dictionary: dictionary, isLast: isLast))
        dictionary = Array(full.suffix(32 << 10))
    }

    private func take(_ result: DeflatedBlock, _ output: (RawSpan) throws -> Void) throws {
        checksum = crc32_combine(checksum, result.checksum, result.inputCount)
        total &+= UInt64(result.inputCount)
        try output(result.bytes.span.bytes)
    }
}
