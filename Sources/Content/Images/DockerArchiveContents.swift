import Archive
import Bytes
import OCI
import SystemPackage

/// What was found in a docker archive, and the OCI documents made of it.
struct DockerArchiveContents {
    let file: FilePath
    let store: ContentStore
    var documents: [EntryPath: [UInt8]] = [:]
    var documentSize = 0
    var blobs: [EntryPath: BlobIdentity] = [:]
    var links: [EntryPath: EntryPath] = [:]

    /// One image of `manifest.json`.
    private struct Item: Decodable {
        let config: String
        let tags: [String]?
        let layers: [String]

        enum CodingKeys: String, CodingKey {
            case config = "Config"
            case tags = "RepoTags"
            case layers = "Layers"
        }
    }

    init(file: FilePath, store: ContentStore) {
        self.file = file
        self.store = store
    }

    /// Writes a manifest for each image into the store.
    func index() throws -> ImageIndex {
        guard let bytes = try documents[EntryPath("manifest.json")] else {
            throw ContentError(.notAStore, file.string, reason: "it has no file 'manifest.json'")
        }
        let items = try LayoutDirectory.reading("'manifest.json' of '\(file)'") { () throws(OCIError) in
            try CanonicalJSON.decode([Item].self, from: bytes, limit: LayoutDirectory.documentLimit)
        }
        var entries: [Descriptor] = []
        for item in items {
            let manifest = try self.manifest(of: item)
            let names: [String?] = item.tags.map { $0.map(DockerArchive.tag) } ?? []
            for name in names.isEmpty ? [nil] : names {
                var entry = manifest
                entry.annotations[Annotations.refName] = name
                entries.append(entry)
            }
        }
        return ImageIndex(manifests: entries)
    }

    private func manifest(of item: Item) throws -> Descriptor {
        let path = try resolved(item.config)
        let configBytes = try documents[path] ?? blob(at: path).map { try store.layout.read($0) } ?? { throw absent(item.config) }()
        let config = try LayoutDirectory.reading("'\(path)' of '\(file)'") { () throws(OCIError) in
            try CanonicalJSON.decode(ImageConfig.self, from: configBytes, limit: LayoutDirectory.documentLimit)
        }
        try store.write(configBytes)
        let layers = try layers(of: item, config)
        let bytes = try CanonicalJSON.encode(ImageManifest(config: Descriptor(of: configBytes, mediaType: .config), layers: layers))
        try store.write(bytes)
        var descriptor = Descriptor(of: bytes, mediaType: .manifest)
        descriptor.platform = config.platform
        return descriptor
    }

    private func layers(of item: Item, _ config: ImageConfig) throws -> [Descriptor] {
        guard item.layers.count == config.rootfs.diffIDs.count else {
            throw ContentError(
                .unreadableDocument, "'\(file)'",
                reason: "the image has \(item.layers.count) layers, its config \(config.rootfs.diffIDs.count)")
        }
        return try zip(item.layers, config.rootfs.diffIDs).map { name, diffID in
            let path = try resolved(name)
            guard let blob = blob(at: path) else { throw absent(name) }
            let layer = try LayerContent(sniffing: blob, in: store.layout)
            // Nothing else in the archive says what a layer's bytes should be.
            let found = try layer.measure(diffID.algorithm).diffID
            guard found == diffID else {
                throw ContentError(.wrongContent, "'\(path)' of '\(file)'", reason: "its bytes hash to \(found), its config says \(diffID)")
            }
            return layer.descriptor
        }
    }

    private func blob(at path: EntryPath) -> BlobIdentity? { blobs[path] }

    /// The entry that a name in `manifest.json` stands for, links followed.
    private func resolved(_ name: String) throws -> EntryPath {
        guard var path = try? EntryPath(name) else { throw absent(name) }
        // A chain of links is never long; one that is goes in circles.
        for _ in 0..<16 {
            guard let next = links[path] else { break }
            path = next
        }
        return path
    }

    private func absent(_ name: String) -> ContentError {
        ContentError(.unreadableDocument, "'\(file)'", reason: "its 'manifest.json' names '\(name)', which is not in it")
    }
}
