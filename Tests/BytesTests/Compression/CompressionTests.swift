import Bytes
import Testing

@Suite struct `A compression` {
    @Test(arguments: [
        ("none", Compression.none), ("gzip", .gzip(level: 6)), ("zstd", .zstd(level: 3)), ("gzip:1", .gzip(level: 1)), ("gzip:9", .gzip(level: 9)),
        ("zstd:1", .zstd(level: 1)), ("zstd:19", .zstd(level: 19)),
    ])
    func `is parsed`(text: String, expected: Compression) {
        #expect(Compression(text) == expected)
        #expect(Compression(expected.description) == expected)
    }

    @Test(arguments: ["", ":", "none:1", "gzip:", "gzip:0", "gzip:10", "zstd:0", "zstd:20", "zstd:x", "zstd:3:4", "GZIP", "xz", "zstd:99999999999999999999"])
    func `is refused when there is no such thing`(text: String) {
        #expect(Compression(text) == nil)
    }

    @Test func `names the code that does it, for cache keys`() {
        #expect(Compression.none.implementation == "none")
        #expect(Compression.defaultGzip.implementation.hasPrefix("gzip:6 zlib 1."))
        #expect(Compression.zstd(level: 4).implementation.hasPrefix("zstd:4 libzstd 1."))
    }
}
