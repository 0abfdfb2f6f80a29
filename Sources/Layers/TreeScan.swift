import Archive
import Bytes
internal import Glibc
import SystemPackage

/// One object found in a file tree.
package struct ScannedFile: Sendable, Equatable {
    package let source: FilePath
    package let destination: EntryPath
    package let status: FileStatus
    /// For a symbolic link.
    let linkTarget: String?
}

/// Everything a file tree holds, without its bytes: what a cache key is made from, and what is written when the key is new.
package struct TreeScan: Sendable {
    package let tree: FileTree
    /// Sorted by path, component by component: a directory stands before what it holds.
    package let files: [ScannedFile]

    /// Looks at every path of `tree` that its rules let in.
    /// - Throws: ``FileError``; ``LayerError`` `.specialFile`, `.invalidName`.
    package init(_ tree: FileTree) throws {
        self.tree = tree
        var found: [ScannedFile] = []
        let status = try FileStatus(of: tree.source)
        try Self.visit(tree.source, status, tree.destination, [], tree, &found)
        files = found
    }

    private static func visit(
        _ path: FilePath, _ status: FileStatus, _ destination: EntryPath, _ relative: [Substring], _ tree: FileTree,
        _ found: inout [ScannedFile]
    ) throws {
        let isExcluded = tree.excludes(relative)
        if isExcluded, !(status.isDirectory && tree.mustLookIntoExcluded) { return }
        if let type = status.specialType { throw LayerError(.specialFile(type: type), path: path.string) }
        let target = status.isLink ? try readLink(path) : nil
        if !isExcluded, !destination.isRoot {
            found.append(ScannedFile(source: path, destination: destination, status: status, linkTarget: target))
        }
        guard status.isDirectory else { return }
        for name in try names(in: path) {
            let child = path.appending(name)
            try visit(
                child, FileStatus(of: child), destination.appending(name), relative + [name[...]], tree, &found)
        }
    }

    /// The names in a directory, sorted by their bytes.
    private static func names(in directory: FilePath) throws -> [String] {
        guard let stream = directory.withPlatformString({ opendir($0) }) else {
            throw FileError("read the directory", directory, Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { ($0, String(validatingCString: $0)) }
            }
            guard let text = name.1 else {
                throw LayerError(.invalidName, path: directory.appending(String(cString: name.0)).string)
            }
            if text != ".", text != ".." { names.append(text) }
        }
        if errno != 0 { throw FileError("read the directory", directory, Errno(rawValue: errno)) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func readLink(_ path: FilePath) throws -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = path.withPlatformString { name in
            buffer.withUnsafeMutableBytes { readlink(name, $0.bindMemory(to: CChar.self).baseAddress!, $0.count) }
        }
        guard count >= 0 else { throw FileError("read the link", path, Errno(rawValue: errno)) }
        guard let target = String(validating: buffer[..<count], as: UTF8.self) else { throw LayerError(.invalidName, path: path.string) }
        return target
    }
}
