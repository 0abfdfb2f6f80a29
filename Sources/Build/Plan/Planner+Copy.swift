import Archive
import Bytes
import Configuration
import Layers
import OCI
import SystemPackage

extension Planner {
    /// What an image copies, as it is on disk now; empty when it copies nothing.
    func scan(_ name: String) throws -> [TreeScan] {
        guard let image = project.file.images[name], !image.copy.isEmpty else { return [] }
        let outer = try ignoreFile(in: project.directory)
        return try image.copy.map { try TreeScan(tree(of: $0, outer)) }
    }

    /// The layer of an image's own files.
    func copyLayer(of scans: [TreeScan], _ compression: Compression) -> LayerPlan {
        let latestTime = settings.epoch ?? 0
        var print = Fingerprint()
        print.add("layer", "files 1")
        print.add("compression", compression.implementation)
        print.add("latest time", latestTime)
        for scan in scans { add(scan, to: &print) }
        let names = scans.map { scan in
            var path = scan.tree.source
            return path.removePrefix(project.directory) ? path.string : scan.tree.source.string
        }
        return LayerPlan(
            origin: "files: " + names.map { $0.isEmpty ? "." : $0 }.joined(separator: ", "), key: print.digest, compression: compression,
            latestTime: latestTime, artifacts: [], newestChange: scans.flatMap(\.files).map(\.status.changed).max() ?? 0,
            source: { _ in FileTreeLayer(scans) })
    }

    private func tree(of copy: CopySpec, _ outer: IgnoreRules) throws -> FileTree {
        let source = project.path(copy.from)
        let status: FileStatus
        do {
            status = try FileStatus(of: source)
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            throw BuildError(
                .missingSource, "there is no '\(copy.from)' to copy", reason: "looked for '\(source)'",
                hint: "paths are relative to the directory of \(project.file.file)", at: copy.fromOrigin.location)
        }
        let own = status.isDirectory ? try ignoreFile(in: source) : .none
        // As `cp` and Docker do: a file goes into a directory named with a slash at its end.
        var destination = try EntryPath(copy.to)
        if !status.isDirectory, copy.to.hasSuffix("/") { destination = try destination.appending(source.lastComponent?.string ?? "") }
        return FileTree(
            source, to: destination, owner: Owner(user: UInt32(clamping: copy.owner.user), group: UInt32(clamping: copy.owner.group)),
            mode: copy.mode.map(FileTree.Mode.fixed) ?? .normalized, ignore: own.followed(by: IgnoreRules(copy.exclude)),
            outerIgnore: copy.from == "." ? .none : outer,
            pathBelowOuter: copy.from.split(separator: "/").filter { $0 != "." }.map(String.init))
    }

    private func ignoreFile(in directory: FilePath) throws -> IgnoreRules {
        guard let bytes = try FileContent.readIfPresent(directory.appending(".dockerignore"), limit: 1 << 20) else { return .none }
        return IgnoreRules(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init))
    }

    /// Everything the layer depends on, short of reading the files: a change of content changes a file's time or inode.
    private func add(_ scan: TreeScan, to print: inout Fingerprint) {
        print.add("owner", scan.tree.owner)
        print.add("mode", "\(scan.tree.mode)")
        print.add("files", scan.files.count)
        for file in scan.files {
            let status = file.status
            print.add(
                path: file.destination.text, Int64(bitPattern: status.device), Int64(bitPattern: status.inode),
                Int64(bitPattern: status.links),
                Int64(status.mode), status.size, status.modified, status.changed)
        }
    }
}
