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
        for (name, status) in try children(of: path) {
            let below = tree.hasRules ? relative + [name[...]] : []
            try visit(path.appending(name), status, destination.appending(name), below, tree, &found)
        }
    }

    /// What a directory holds, sorted by the names' bytes. Looked at from the open directory: the kernel need not walk the path each time.
    private static func children(of directory: FilePath) throws -> [(name: String, status: FileStatus)] {
        guard let stream = directory.withPlatformString({ opendir($0) }) else {
            throw FileError("read the directory", directory, Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var children: [(name: String, status: FileStatus)] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let found = try withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                try pointer.withMemoryRebound(to: CChar.self, capacity: 256) { try child($0, of: directory, dirfd(stream)) }
            }
            if let found { children.append(found) }
        }
        if errno != 0 { throw FileError("read the directory", directory, Errno(rawValue: errno)) }
        return children.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The name as text and its status; nil for the directory itself and the one above.
    private static func child(
        _ name: UnsafePointer<CChar>, of directory: FilePath, _ descriptor: Int32
    ) throws -> (name: String, status: FileStatus)? {
        if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return nil }
        guard let text = String(validatingCString: name) else {
            throw LayerError(.invalidName, path: directory.appending(String(cString: name)).string)
        }
        guard let status = FileStatus(of: name, in: descriptor) else {
            throw FileError("look at", directory.appending(text), Errno(rawValue: errno))
        }
        return (text, status)
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
