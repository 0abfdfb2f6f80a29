import Archive
import OCI
import SystemPackage

/// What `docker save` writes, read once from front to back: layers and configs under names that `manifest.json`, often the last file, explains.
///
/// Both forms are read: a directory for each layer (Docker up to 24, with links between equal layers) and `blobs/sha256` (Docker 25 and later).
/// - Source: moby, image/spec/v1.2.md "Combined Image JSON + Filesystem Changeset Format".
struct DockerArchive {
    let file: FilePath

    /// Small documents are kept in memory until it is known which are configs; more than this is refused.
    private static let documentsLimit = 64 << 20
    /// Files of the old form that say nothing `manifest.json` does not.
    private static let ignoredNames: Set<Substring> = ["VERSION", "json", "repositories", "oci-layout", "index.json"]

    /// Puts every layer and config into the store, and returns an index of the archive's images, named by their tags.
    /// - Throws: ``ContentError`` `.notAStore`, `.wrongContent`, `.unreadableDocument`; ``ArchiveError``; ``FileError``.
    func unpack(into store: ContentStore) throws -> ImageIndex {
        var contents = DockerArchiveContents(file: file, store: store)
        let reader = try ArchiveReader(file: file)
        while let entry = try reader.next() { try take(entry, reader, store, &contents) }
        return try contents.index()
    }

    private func take(_ entry: Entry, _ reader: ArchiveReader, _ store: ContentStore, _ contents: inout DockerArchiveContents) throws {
        switch entry.kind {
        case .file where Self.ignoredNames.contains(entry.path.lastComponent): return
        case .file(let size) where entry.path.text.hasSuffix(".json"):
            let bytes = try reader.readAll(limit: LayoutDirectory.documentLimit)
            contents.documentSize += Int(clamping: size)
            guard contents.documentSize <= Self.documentsLimit else {
                throw ContentError(.unreadableDocument, "'\(file)'", reason: "it has more than \(Self.documentsLimit) bytes of JSON")
            }
            contents.documents[entry.path] = bytes
        case .file(let size):
            let expectation = BlobExpectation(digest: OCIArchive.digest(of: entry.path), size: size, origin: "'\(entry.path)' of '\(file)'")
            contents.blobs[entry.path] = try store.unpack(reader, expecting: expectation)
        case .symbolicLink(let target): contents.links[entry.path] = Self.resolve(target, from: entry.path)
        case .hardLink(let target): contents.links[entry.path] = target
        case .directory, .special: return
        }
    }

    /// Where a link of an entry leads inside the archive; nil when it leaves it.
    private static func resolve(_ target: String, from entry: EntryPath) -> EntryPath? {
        guard !target.hasPrefix("/") else { return nil }
        var parts = entry.components.dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part != ".." { parts.append(String(part)) } else if parts.popLast() == nil { return nil }
        }
        return try? EntryPath(parts.joined(separator: "/"))
    }

    /// A tag as `docker save` writes it: `app` is `app:latest`.
    static func tag(of name: String) -> String {
        guard let reference = try? ImageReference(name) else { return name }
        if reference.tag != nil || reference.digest != nil { return reference.familiar }
        return (try? reference.tagged("latest").familiar) ?? name
    }
}
