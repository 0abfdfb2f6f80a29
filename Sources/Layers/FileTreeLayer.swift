import Archive
import Bytes
internal import Glibc
import SystemPackage

/// Scanned file trees as one layer, merged and sorted by path; where two give one path, the later tree's is taken.
package struct FileTreeLayer: LayerSource {
    package let scans: [TreeScan]

    package init(_ scans: [TreeScan]) { self.scans = scans }

    package func write(to layer: LayerEntries) throws {
        // Shared by all files; one block is enough, since the pipeline behind copies it at once.
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        // Hard links are joined within one tree, by device and inode.
        var firstPaths: [FileIdentity: EntryPath] = [:]
        for (tree, file) in merged() { try write(file, in: tree, to: layer, &firstPaths, &buffer) }
    }

    /// The index of its tree and the file, for every path.
    private func merged() -> [(tree: Int, file: ScannedFile)] {
        if scans.count == 1 { return scans[0].files.map { (0, $0) } }
        var byPath: [EntryPath: (tree: Int, file: ScannedFile)] = [:]
        for (index, scan) in scans.enumerated() {
            for file in scan.files { byPath[file.destination] = (index, file) }
        }
        return byPath.values.sorted { $0.file.destination.precedesInTree($1.file.destination) }
    }

    /// One inode, as one tree sees it: trees may give the same file different owners and modes.
    private struct FileIdentity: Hashable {
        let tree: Int
        let device: UInt64
        let inode: UInt64
    }

    private func write(
        _ file: ScannedFile, in index: Int, to layer: LayerEntries, _ firstPaths: inout [FileIdentity: EntryPath], _ buffer: inout [UInt8]
    ) throws {
        let status = file.status
        let tree = scans[index].tree
        var entry = Entry(
            file.destination, .directory, mode: tree.mode(of: status), owner: tree.owner,
            modificationTime: status.modified.floorDivided(by: 1_000_000_000),
            extendedAttributes: try ExtendedAttributes.read(file.source, isLink: status.isLink))
        if let target = file.linkTarget {
            entry.kind = .symbolicLink(target: target)
            entry.mode = 0o777
            return try layer.add(entry)
        }
        guard status.isFile else { return try layer.add(entry) }
        if status.links > 1 {
            let identity = FileIdentity(tree: index, device: status.device, inode: status.inode)
            if let first = firstPaths[identity] {
                entry.kind = .hardLink(target: first)
                entry.extendedAttributes = [:]
                return try layer.add(entry)
            }
            firstPaths[identity] = file.destination
        }
        entry.kind = .file(size: status.size)
        try layer.add(entry) { output in try Self.copy(file, buffer: &buffer, output) }
    }

    /// Gives the file's bytes to `output`, and makes sure that they are one state of the file: the one that was scanned.
    private static func copy(_ file: ScannedFile, buffer: inout [UInt8], _ output: (RawSpan) throws -> Void) throws {
        let descriptor: FileDescriptor
        do {
            descriptor = try .open(file.source, .readOnly, options: [.noFollow, .closeOnExec])
        } catch let error as Errno {
            throw FileError("read", file.source, error)
        }
        defer { try? descriptor.close() }
        var left = file.status.size
        while left > 0 {
            let count: Int
            do {
                let room = Int(min(left, Int64(buffer.count)))
                count = try buffer.withUnsafeMutableBytes {
                    try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<room]))
                }
            } catch let error as Errno {
                throw FileError("read", file.source, error)
            }
            guard count > 0 else { throw LayerError(.changedWhileRead, path: file.source.string) }
            try buffer.withUnsafeBytes { try output(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: $0[..<count]))) }
            left -= Int64(count)
        }
        // Once is enough: every change, before the reading or during it, moves `changed`, and another file has another inode.
        guard try FileStatus(of: descriptor, file.source) == file.status else {
            throw LayerError(.changedWhileRead, path: file.source.string)
        }
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity: times before 1970 too become the second they lie in.
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
