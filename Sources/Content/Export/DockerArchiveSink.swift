import Bytes
import OCI
import SystemPackage

/// Writes an image for one platform as `docker save` does, for `docker load` and `podman load`: plain tar layers by their diffIDs.
///
/// Compressed layers are unpacked on the way, twice: once for the size that tar wants first (and the diffID is checked then), once for
/// the bytes. That costs time but no disk.
/// - Source: moby, image/spec/v1.2.md; names as Docker 25 and later writes them.
struct DockerArchiveSink: ImageSink {
    let file: FilePath

    private struct Item: Encodable {
        let config: String
        let tags: [String]
        let layers: [String]

        enum CodingKeys: String, CodingKey {
            case config = "Config"
            case tags = "RepoTags"
            case layers = "Layers"
        }
    }

    /// A file of the archive below `blobs/sha256`.
    private enum Member {
        case config([UInt8])
        case layer(LayerContent, size: Int64)
    }

    func write(_ root: Descriptor, from layout: LayoutDirectory, as name: String) throws {
        let image = try LayoutSource(name, layout: layout, index: ImageIndex(manifests: [root]), reference: nil).find(nil)
        let config = try layout.read(image.manifest.config.blob)
        let configName = Digest(of: config).hex
        var members = [configName: Member.config(config)]
        for (layer, diffID) in zip(image.layers, image.config.rootfs.diffIDs) where members[diffID.hex] == nil {
            let content = try LayerContent(layer, in: layout)
            members[diffID.hex] = .layer(content, size: try Self.checkedSize(content, diffID))
        }
        let item = Item(
            config: Self.path(configName), tags: [DockerArchive.tag(of: name)],
            layers: image.config.rootfs.diffIDs.map { Self.path($0.hex) })
        try write(members, CanonicalJSON.encode([item]))
    }

    private func write(_ members: [String: Member], _ manifest: [UInt8]) throws {
        let tar = try TarFile(file)
        try tar.addDirectory("blobs")
        try tar.addDirectory("blobs/sha256")
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            switch member {
            case .config(let bytes): try tar.addFile(Self.path(name), bytes)
            case .layer(let content, let size): try tar.addFile(Self.path(name), size: size) { try content.readBlocks($0) }
            }
        }
        try tar.addFile("manifest.json", manifest)
        try tar.publish()
    }

    private static func path(_ hex: String) -> String { "blobs/sha256/\(hex)" }

    private static func checkedSize(_ content: LayerContent, _ diffID: Digest) throws -> Int64 {
        let measure = try content.measure(diffID.algorithm)
        guard measure.diffID == diffID else {
            throw ContentError(
                .wrongContent, "the layer \(content.descriptor.digest)",
                reason: "its tar hashes to \(measure.diffID), the config says \(diffID)")
        }
        return measure.size
    }
}
