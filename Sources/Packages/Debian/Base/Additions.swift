import Archive
import Layers

/// Adds what no package ships and maintainer scripts would have made; a path that exists already is left alone.
struct Additions {
    private let layer: LayerEntries
    private let links: LinkTable
    /// One time for everything made: the newest of the packages, so that it depends on them alone.
    private let time: Int64

    init(to layer: LayerEntries, following links: LinkTable, time: Int64) {
        self.layer = layer
        self.links = links
        self.time = time
    }

    /// Whether `path` is in the layer, once links above it are followed.
    func exists(_ path: String) throws -> Bool {
        layer.contains(try links.locate(EntryPath(path)))
    }

    func directory(_ path: String, mode: UInt16 = 0o755, owner: Owner = .root) throws {
        // Not `locate`: a directory that is a link already is there.
        let place = try links.resolve(EntryPath(path))
        guard !layer.contains(place) else { return }
        try layer.add(Entry(place, .directory, mode: mode, owner: owner, modificationTime: time))
    }

    func link(_ path: String, to target: String) throws {
        let place = try links.locate(EntryPath(path))
        guard !layer.contains(place) else { return }
        try layer.add(Entry(place, .symbolicLink(target: target), mode: 0o777, modificationTime: time))
    }

    func file(_ path: String, _ content: [UInt8], mode: UInt16 = 0o644) throws {
        let place = try links.locate(EntryPath(path))
        guard !layer.contains(place) else { return }
        try layer.add(Entry(place, .file(size: 0), mode: mode, modificationTime: time), content: content)
    }

    func file(_ path: String, _ text: String) throws {
        try file(path, Array(text.utf8))
    }
}
