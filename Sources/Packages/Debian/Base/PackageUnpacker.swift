import Archive
import Layers

/// Streams the file trees of packages into a layer, one after the other, by dpkg's rules.
///
/// Directories are shared, the first package's mode counts; a link that stands where another package has a directory is followed; a file
/// that two packages ship belongs to the one that replaces the other, else it is an error.
final class PackageUnpacker {
    private let selection: PackageSelection
    private let omissions: Omissions
    private let layer: LayerEntries
    private(set) var links: LinkTable
    /// Which package wrote each path that is no directory.
    private var owners: [EntryPath: Int] = [:]
    private var directories: Set<EntryPath> = []
    /// The latest time of an entry that is not after the layer's latest time.
    private(set) var newestTime: Int64 = 0
    /// Small files that a later step reads.
    private(set) var kept = KeptFiles()

    init(_ selection: PackageSelection, omitting omissions: Omissions, into layer: LayerEntries) throws {
        self.selection = selection
        self.omissions = omissions
        self.layer = layer
        links = try LinkTable()
        // base-files ships these two as directories and its postinst turns them into links.
        if selection.contains("base-files") {
            links.add(try EntryPath("var/run"), target: "/run")
            links.add(try EntryPath("var/lock"), target: "/run/lock")
        }
    }

    /// Writes every package.
    func run() throws {
        for index in selection.members.indices {
            try DebArchive(selection.members[index].package).readData { reader, entry in
                try write(entry, of: index, from: reader)
            }
        }
    }

    private func write(_ original: Entry, of index: Int, from reader: ArchiveReader) throws {
        var entry = original
        entry.path = try links.locate(original.path)
        guard !entry.path.isRoot else { return }
        if case .directory = entry.kind { entry.path = try links.resolve(original.path) }
        guard !omissions.contains(entry) else { return }
        if entry.modificationTime <= layer.latestTime { newestTime = max(newestTime, entry.modificationTime) }

        switch entry.kind {
        case .directory: try writeDirectory(entry)
        case .symbolicLink(let target): try writeLink(entry, target, of: index)
        case .hardLink(let target): try writeHardLink(entry, original: target, of: index)
        case .file, .special:
            guard try claim(entry.path, for: index) else { return }
            try writeFile(entry, from: reader)
        }
    }

    private func writeDirectory(_ entry: Entry) throws {
        guard owners[entry.path] == nil else { return try refuse(entry.path, owners[entry.path], nil) }
        guard directories.insert(entry.path).inserted else { return }
        try layer.add(entry)
    }

    private func writeLink(_ entry: Entry, _ target: String, of index: Int) throws {
        // A directory, or one of the merged directories' links, stays what it is.
        guard !directories.contains(entry.path) else { return }
        if links.contains(entry.path), owners[entry.path] == nil { return }
        guard try claim(entry.path, for: index) else { return }
        links.add(entry.path, target: target)
        try layer.add(entry)
    }

    /// A link to a path of this package; when that was left out, its bytes are read again and the link becomes the file.
    private func writeHardLink(_ entry: Entry, original target: EntryPath, of index: Int) throws {
        guard try claim(entry.path, for: index) else { return }
        let place = try links.locate(target)
        if owners[place] == index {
            var link = entry
            link.kind = .hardLink(target: place)
            return try layer.add(link)
        }
        var found = false
        try DebArchive(selection.members[index].package).readData { reader, other in
            guard !found, other.path == target, case .file = other.kind else { return }
            found = true
            var file = other
            file.path = entry.path
            try writeFile(file, from: reader)
        }
        guard found else {
            throw DebianError(
                .damagedPackage, subject: selection.members[index].package.title,
                reason: "'\(entry.path)' is a hard link to '\(target)', which it does not hold")
        }
    }

    private func writeFile(_ entry: Entry, from reader: ArchiveReader) throws {
        guard KeptFiles.contains(entry.path) else { return try layer.add(entry) { try reader.readBlocks($0) } }
        let bytes = try reader.readAll(limit: KeptFiles.limit)
        kept.keep(bytes, of: entry.path)
        try layer.add(entry, content: bytes)
    }

    /// Makes `path` this package's; false when it is to be skipped because another package's file takes its place.
    /// - Throws: ``DebianError`` `.pathConflict`.
    private func claim(_ path: EntryPath, for index: Int) throws -> Bool {
        if selection.ceded[index]?.contains(path) == true { return false }
        if directories.contains(path) { try refuse(path, nil, index) }
        if let owner = owners[path] {
            if selection.replaces(owner, index) { return false }
            try refuse(path, owner, index)
        }
        owners[path] = index
        return true
    }

    private func refuse(_ path: EntryPath, _ first: Int?, _ second: Int?) throws {
        let title = { (index: Int?) in index.map { self.selection.members[$0].package.title } ?? "another" }
        throw DebianError(.pathConflict(first: title(first), second: title(second)), subject: path.text)
    }
}
