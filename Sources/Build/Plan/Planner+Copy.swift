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
    func copyLayer(of image: String, _ scans: [TreeScan], _ compression: Compression) -> LayerPlan {
        let latestTime = settings.epoch ?? 0
        var print = Fingerprint()
        print.add("layer", "files 1")
        print.add("compression", compression.implementation)
        print.add("latest time", latestTime)
        // As written, never as found on this machine: the text becomes part of the image.
        let names = project.file.images[image]?.copy.map(\.from) ?? []
        print.add("names", each: names)
        for scan in scans { add(scan, to: &print) }
        return LayerPlan(
            origin: "files: " + names.joined(separator: ", "), key: print.digest, compression: compression,
            latestTime: latestTime, artifacts: [], newestChange: scans.flatMap(\.files).map(\.status.changed).max() ?? 0,
            source: { _ in FileTreeLayer(scans) })
    }

    private func tree(of copy: CopySpec, _ outer: IgnoreRules) throws -> FileTree {
        let source: FilePath
        do {
            source = try RealPath.of(project.path(copy.from))
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            throw BuildError(
                .missingSource, "there is no '\(copy.from)' to copy", reason: "looked for '\(project.path(copy.from))'",
                hint: "paths are relative to the directory of \(project.file.file)", at: copy.fromOrigin.location)
        }
        guard source.starts(with: try RealPath.of(project.directory)) else {
            throw BuildError(
                .missingSource, "'\(copy.from)' leads out of the project", reason: "a symbolic link on the way goes to '\(source)'",
                hint: "copy what is needed into the directory of \(project.file.file)", at: copy.fromOrigin.location)
        }
        let status = try FileStatus(of: source)
        let own = status.isDirectory ? try ignoreFile(in: source) : .none
        // As `cp` and Docker do: a file goes into a directory named with a slash at its end.
        var destination = try EntryPath(copy.to)
        if !status.isDirectory, copy.to.hasSuffix("/") {
            destination = try destination.appending(FilePath(copy.from).lastComponent?.string ?? "")
        }
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
