internal import CZstd

/// One zstd frame, compressed by libzstd's own workers.
///
/// Always with at least one worker: the frame is then the same for any number of workers, and differs from the single-thread mode's.
/// Memory: about eight times the level's window for each worker (16 MiB a worker at level 3).
final class ZstdCompressor: CompressionEngine {
    private let context: OpaquePointer
    private var buffer: [UInt8]

    static var implementation: String { "libzstd " + String(cString: ZSTD_versionString()) }

    init(level: Int, threads: Int) throws(CompressionError) {
        guard let context = ZSTD_createCCtx() else { throw CompressionError(codec: "zstd", message: "out of memory") }
        self.context = context
        buffer = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
        try set(ZSTD_c_compressionLevel, level)
        try set(ZSTD_c_checksumFlag, 1)
        try set(ZSTD_c_nbWorkers, min(max(1, threads), 64))
    }

    deinit { ZSTD_freeCCtx(context) }

    func write(_ bytes: RawSpan, to output: (RawSpan) throws -> Void) throws {
        try run(bytes, ZSTD_e_continue, output)
    }

    func finish(to output: (RawSpan) throws -> Void) throws {
        let nothing: [UInt8] = []
        try run(nothing.span.bytes, ZSTD_e_end, output)
    }

    private func run(_ bytes: RawSpan, _ mode: ZSTD_EndDirective, _ output: (RawSpan) throws -> Void) throws {
        try bytes.withUnsafeBytes { input in
            var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var remaining = 0
            repeat {
                let (status, produced) = buffer.withUnsafeMutableBytes { room in
                    var destination = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    return (ZSTD_compressStream2(context, &destination, &source, mode), destination.pos)
                }
                remaining = try Self.check(status)
                if produced > 0 {
                    try buffer.withUnsafeBytes { try output(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: $0[..<produced]))) }
                }
            } while source.pos < source.size || (mode == ZSTD_e_end && remaining > 0)
        }
    }

    private func set(_ parameter: ZSTD_cParameter, _ value: Int) throws(CompressionError) {
        _ = try Self.check(ZSTD_CCtx_setParameter(context, parameter, Int32(value)))
    }

    /// The status itself, or libzstd's own words for what it means.
    private static func check(_ status: Int) throws(CompressionError) -> Int {
        guard ZSTD_isError(status) == 0 else {
            throw CompressionError(codec: "zstd", message: String(cString: ZSTD_getErrorName(status)))
        }
        return status
    }
}
