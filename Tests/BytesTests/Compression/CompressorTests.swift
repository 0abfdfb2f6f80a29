import Bytes
import TestSupport
import Testing

@Suite struct `A compressor` {
    static let all: [Compression] = [.gzip(level: 1), .gzip(level: 6), .gzip(level: 9), .zstd(level: 1), .zstd(level: 3), .zstd(level: 19)]
    static let block = 524_288
    static let sizes = [0, 1, 32 << 10, block - 1, block, block + 1, 2 * block - 1, 2 * block, 2 * block + 1]

    static func compress(_ bytes: [UInt8], _ compression: Compression, threads: Int = 2, cut: Int = 128 << 10) throws -> [UInt8] {
        var compressor = try Compressor(compression, threads: threads)
        var output: [UInt8] = []
        let take = { (part: RawSpan) in part.withUnsafeBytes { output += $0 } }
        for start in stride(from: 0, to: bytes.count, by: cut) {
            try compressor.write(bytes.span.extracting(start..<min(start + cut, bytes.count)).bytes, to: take)
        }
        try compressor.finish(to: take)
        return output
    }

    @Test(arguments: sizes) func `writes gzip that gzip reads`(size: Int) throws {
        for bytes in [SampleBytes.mixed(size), SampleBytes.random(size), [UInt8](repeating: 0, count: size)] {
            let compressed = try Self.compress(bytes, .defaultGzip)
            #expect(try Program.run(["gzip", "-t"], input: compressed).status == 0)
            #expect(try Program.run(["gzip", "-dc"], input: compressed).standardOutput == bytes)
        }
    }

    @Test(arguments: sizes) func `writes zstd that zstd reads`(size: Int) throws {
        for bytes in [SampleBytes.mixed(size), SampleBytes.random(size), [UInt8](repeating: 0, count: size)] {
            let compressed = try Self.compress(bytes, .defaultZstd)
            #expect(try Program.run(["zstd", "-dc"], input: compressed).standardOutput == bytes)
        }
    }

    @Test(arguments: all) func `writes the same bytes for any number of threads and any cut`(compression: Compression) throws {
        let bytes = SampleBytes.mixed(3 * Self.block + 12_345)
        let expected = try Self.compress(bytes, compression, threads: 1)
        for threads in [2, 7] { #expect(try Self.compress(bytes, compression, threads: threads) == expected) }
        for cut in [4093, Self.block, bytes.count] { #expect(try Self.compress(bytes, compression, threads: 2, cut: cut) == expected) }
    }

    @Test func `writes the same zstd when several jobs run at once`() throws {
        // At level 3 a job is 8 MiB: this is three of them.
        let bytes = SampleBytes.mixed(20 << 20)
        let expected = try Self.compress(bytes, .defaultZstd, threads: 1)
        for (threads, cut) in [(2, 1 << 20), (7, 100_003)] {
            #expect(try Self.compress(bytes, .defaultZstd, threads: threads, cut: cut) == expected)
        }
        #expect(try Program.run(["zstd", "-dc"], input: expected).standardOutput == bytes)
    }

    @Test func `writes the same bytes one by one`() throws {
        let bytes = SampleBytes.mixed(2000)
        for compression in Self.all {
            #expect(try Self.compress(bytes, compression, cut: 1) == Self.compress(bytes, compression))
        }
    }

    @Test(arguments: [0, block, 3 * block + 1]) func `writes one gzip member without name or time`(size: Int) throws {
        let compressed = try Self.compress(SampleBytes.mixed(size), .gzip(level: 9), threads: 7)
        #expect(Array(compressed.prefix(10)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
        // Python's zlib stops at the end of the first member.
        let program = "import sys,zlib;d=zlib.decompressobj(31);print(len(d.decompress(sys.stdin.buffer.read())),d.eof,len(d.unused_data))"
        #expect(try Program.output(["python3", "-c", program], input: compressed) == "\(size) True 0\n")
    }

    @Test(arguments: [0, 1 << 20]) func `writes one zstd frame with a checksum`(size: Int) throws {
        let compressed = try Self.compress(SampleBytes.mixed(size), .defaultZstd)
        let directory = try TemporaryDirectory()
        let file = try directory.write("layer.zst", compressed)
        let listing = try Program.output(["zstd", "-lv", file.string])
        #expect(listing.contains("# Zstandard Frames: 1\n"), "\(listing)")
        #expect(listing.contains("Check: XXH64"), "\(listing)")
    }

    @Test func `makes text smaller`() throws {
        let bytes = [UInt8]("0123456789abcdef".utf8)
        let text = (0..<65536).flatMap { _ in bytes }
        for compression in Self.all { #expect(try Self.compress(text, compression).count < text.count / 100) }
    }

    @Test func `with none passes the bytes on`() throws {
        for size in [0, 1, Self.block + 1] {
            let bytes = SampleBytes.random(size)
            #expect(try Self.compress(bytes, .none, cut: 1000) == bytes)
        }
    }

    struct Full: Error {}

    @Test(arguments: all) func `passes on the error of its output`(compression: Compression) {
        // Random bytes, so that something has to be written long before the end.
        let bytes = SampleBytes.random(20 * Self.block)
        #expect(throws: Full.self) {
            var compressor = try Compressor(compression, threads: 2)
            try compressor.write(bytes.span.bytes) { _ in throw Full() }
            try compressor.finish { _ in throw Full() }
        }
    }

    @Test(arguments: all) func `may be dropped with blocks under way`(compression: Compression) throws {
        let bytes = SampleBytes.random(3 * Self.block)
        for _ in 0..<10 {
            var compressor = try Compressor(compression, threads: 3)
            try compressor.write(bytes.span.bytes) { _ in }
        }
    }
}
