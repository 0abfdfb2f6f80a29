import Bytes
import Glibc
import SystemPackage

/// Reads a folder: the paths of its files, and the text of those that can tell something.
///
/// Links are not followed. Hidden folders, and those that tools fill (`node_modules`, virtual environments), are left out.
package struct FolderScan: Sendable {
    package let tree: SourceTree
    /// Whether all was looked at: a folder may be larger than anyone's sources.
    package let isWhole: Bool
    /// Paths of files that would tell something, and are too large to be read, or not ours to read.
    package let unread: [String]

    private static let pathLimit = 20_000
    private static let depthLimit = 8
    /// In bytes: of one file, and of all that are read.
    private static let textLimit = 256 << 10
    private static let totalLimit = 16 << 20

    /// - Throws: ``FileError`` when the folder itself cannot be read; what cannot be read below it is passed over.
    package init(_ folder: FilePath) throws {
        var walk = Walk(folder)
        try walk.enter("", depth: 0)
        tree = SourceTree(walk.texts, others: walk.others)
        isWhole = walk.isWhole
        unread = walk.unread
    }

    private struct Walk {
        let root: FilePath
        var texts: [String: String] = [:]
        var others: [String] = []
        var isWhole = true
        var unread: [String] = []
        private var total = 0

        init(_ root: FilePath) { self.root = root }

        mutating func enter(_ path: String, depth: Int) throws {
            let names = try FolderScan.names(in: root.appending(path))
            if depth > 0, names.contains("pyvenv.cfg") { return }
            for name in names {
                let inner = path.isEmpty ? name : path + "/" + name
                switch FolderScan.kind(of: root.appending(inner)) {
                case S_IFDIR where FolderScan.isLeftOut(folder: name): break
                case S_IFDIR where depth == FolderScan.depthLimit: isWhole = false
                case S_IFDIR:
                    do { try enter(inner, depth: depth + 1) } catch { unread.append(inner + "/") }
                case S_IFREG: take(inner, name)
                default: break
                }
            }
        }

        private mutating func take(_ path: String, _ name: String) {
            guard texts.count + others.count < FolderScan.pathLimit else { return isWhole = false }
            guard FolderScan.isTelling(name) else { return others.append(path) }
            guard total < FolderScan.totalLimit, let bytes = try? FileContent.read(root.appending(path), limit: FolderScan.textLimit) else {
                unread.append(path)
                return others.append(path)
            }
            total += bytes.count
            texts[path] = String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func names(in folder: FilePath) throws(FileError) -> [String] {
        guard let stream = opendir(folder.string) else { throw FileError("read", folder, Errno(rawValue: errno)) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// `S_IFREG`, `S_IFDIR`, ...; 0 for what is gone.
    private static func kind(of path: FilePath) -> mode_t {
        var status = stat()
        return lstat(path.string, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private static func isLeftOut(folder name: String) -> Bool {
        name.hasPrefix(".") || ["node_modules", "venv", "virtualenv", "site-packages", "__pycache__"].contains(name)
    }

    private static func isTelling(_ name: String) -> Bool {
        name.hasSuffix(".py") || name.hasSuffix(".toml") || RequirementList.isName(name) || Dockerfile.isName(name)
            || ComposeFile.names.contains(name) || name == ".python-version"
    }
}
