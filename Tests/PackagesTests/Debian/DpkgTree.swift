import Archive
import Foundation
import OCI
import SystemPackage
import TestSupport

@testable import Packages

/// What dpkg-deb and tar unpack from packages, on a disk, as a list that can be compared with a layer.
struct DpkgTree {
    struct Node: Equatable, CustomStringConvertible {
        var kind: String
        var mode: UInt16
        /// Nil for directories, which packages share, and when the test does not run as root.
        var time: Int64?
        var owner: Owner?

        var description: String { "\(kind) \(String(mode, radix: 8)) \(time.map { "\($0)" } ?? "-") \(owner.map { "\($0)" } ?? "-")" }
    }

    private(set) var nodes: [String: Node] = [:]

    /// Unpacks every package onto a root with merged directories, as debootstrap prepares it.
    init(_ packages: [DebianPackage], at root: FilePath) throws {
        for name in LinkTable.mergedDirectories {
            try Program.output(["mkdir", "-p", "\(root)/usr/\(name)"])
            try Program.output(["ln", "-s", "usr/\(name)", "\(root)/\(name)"])
        }
        // Not `dpkg-deb -x`: before dpkg 1.22 it replaces the links by directories.
        let unpack = "dpkg-deb --fsys-tarfile \"$1\" | tar -x -p --keep-directory-symlink --numeric-owner -C \"$2\""
        for package in packages.sorted(by: { $0.name < $1.name }) {
            try Program.output(["sh", "-c", unpack, "sh", package.file.string, root.string])
        }
        let format = "%y\\t%m\\t%T@\\t%U:%G\\t%s\\t%l\\t%P\\0"
        let listing = try Program.output(["find", root.string, "-mindepth", "1", "-printf", format])
        for line in listing.split(separator: "\0") { try add(line, root) }
    }

    private mutating func add(_ line: Substring, _ root: FilePath) throws {
        let fields = line.split(separator: "\t", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
        let isDirectory = fields[0] == "d"
        let path = fields[6]
        let kind =
            switch fields[0] {
            case "f": "file \(fields[4]) \(Digest(of: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")))).short)"
            case "l": "link \(fields[5])"
            default: fields[0]
            }
        let ids = fields[3].split(separator: ":").compactMap { UInt32($0) }
        nodes[path] = Node(
            kind: kind, mode: UInt16(fields[1], radix: 8) ?? 0, time: isDirectory ? nil : Int64(fields[2].prefix { $0 != "." }),
            owner: getuid() == 0 && ids.count == 2 ? Owner(user: ids[0], group: ids[1]) : nil)
    }

    /// A layer's entry in the same form; a hard link is the file it leads to.
    static func node(_ entry: Entry, in layer: WrittenLayer) -> Node {
        let owner = getuid() == 0 ? entry.owner : nil
        switch entry.kind {
        case .directory: return Node(kind: "d", mode: entry.mode, time: nil, owner: owner)
        case .symbolicLink(let target): return Node(kind: "link \(target)", mode: entry.mode, time: entry.modificationTime, owner: owner)
        case .hardLink(let target):
            return layer[target.text].map { node($0, in: layer) } ?? Node(kind: "dangling", mode: 0, time: nil, owner: nil)
        case .file(let size):
            let digest = Digest(of: layer.bytes(entry.path.text) ?? []).short
            return Node(kind: "file \(size) \(digest)", mode: entry.mode, time: entry.modificationTime, owner: owner)
        case .special(let type): return Node(kind: type, mode: entry.mode, time: nil, owner: owner)
        }
    }
}
