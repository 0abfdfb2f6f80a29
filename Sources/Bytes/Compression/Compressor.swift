/// Turns a stream of bytes into its compressed form, block by block.
///
/// The output depends on the input, the kind and the level alone: never on the number of threads or on how the input was cut.
package struct Compressor: ~Copyable {
    private let engine: (any CompressionEngine)?

    /// - Parameter threads: how many threads may compress at once, at least 1.
    /// - Throws: ``CompressionError`` or ``ThreadError`` when the codec cannot be set up.
    package init(_ compression: Compression, threads: Int) throws {
        switch compression {
        case .none: engine = nil
        case .gzip(let level): engine = try GzipCompressor(level: level, threads: threads)
        case .zstd(let level): engine = try ZstdCompressor(level: level, threads: threads)
        }
    }

    /// Takes `bytes` and gives `output` whatever is ready; called with blocks in order.
    package mutating func write(_ bytes: RawSpan, to output: (RawSpan) throws -> Void) throws {
        guard let engine else { return try output(bytes) }
        try engine.write(bytes, to: output)
    }

    /// Gives `output` the rest of the stream.
    package consuming func finish(to output: (RawSpan) throws -> Void) throws {
        try engine?.finish(to: output)
    }
}

/// What a codec does for ``Compressor``. A class, since it stands behind one existential and owns C state.
protocol CompressionEngine: AnyObject {
    func write(_ bytes: RawSpan, to output: (RawSpan) throws -> Void) throws
    func finish(to output: (RawSpan) throws -> Void) throws
}
