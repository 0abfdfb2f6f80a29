import Archive
import Bytes
import Content
import OCI

/// Small images for tests: each layer holds one file.
enum SampleImage {
    /// The tar of a layer that holds `name` with `text`.
    static func tar(_ name: String, _ text: String) throws -> [UInt8] {
        let output = Collector()
        let writer = try TarWriter { block in output.append(block) }
        let bytes = Array(text.utf8)
        try writer.add(Entry(EntryPath(name), .file(size: Int64(bytes.count)), mode: 0o644))
        try writer.write(bytes.span.bytes)
        try writer.finish()
        return output.bytes
    }

    static func compressed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
        let output = Collector()
        var compressor = try Compressor(compression, threads: 2)
        try compressor.write(bytes.span.bytes) { output.append($0) }
        try compressor.finish { output.append($0) }
        return output.bytes
    }

    static func layer(_ name: String, _ text: String, _ compression: Compression, in store: ContentStore) throws -> BuiltLayer {
        let tar = try tar(name, text)
        let blob = try store.write(compressed(tar, compression))
        let descriptor = Descriptor(mediaType: .layer(compression), digest: blob.digest, size: blob.size)
        return BuiltLayer(descriptor, diffID: Digest(of: tar), history: History(createdBy: "copy \(name)"))
    }

    /// An image with a plain layer, a gzip layer, and one of another compression.
    static func image(_ platform: Platform = .linuxAMD64, text: String = "hello", top: Compression = .defaultZstd, in store: ContentStore)
        throws -> BuiltImage
    {
        var config = ContainerConfig()
        config.entrypoint = ["/app"]
        return BuiltImage(
            platform: platform,
            layers: [
                try layer("base", "\(text) \(platform)", .none, in: store), try layer("middle", text + " middle", .defaultGzip, in: store),
                try layer("top", text + " top", top, in: store),
            ], config: config, created: Timestamp(secondsSince1970: 0))
    }

    private final class Collector {
        var bytes: [UInt8] = []
        func append(_ block: RawSpan) { block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }
}
