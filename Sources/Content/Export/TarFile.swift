import Archive
import Bytes
import Glibc
import SystemPackage

/// A tar file being written beside its final name, with entries that depend on their contents alone: root's, 0644 or 0755, from 1970.
///
/// The temporary name is `.NAME.PROCESS-NUMBER`; only a killed process leaves it.
final class TarFile {
    private let output: Output
    private let tar: TarWriter

    /// The file under its temporary name. A class, since the tar writer's output has to hold it.
    private final class Output {
        var file: PendingFile?
        init(_ file: consuming PendingFile) { self.file = consume file }

        func write(_ bytes: RawSpan) throws {
            try file?.write(bytes)
        }
    }

    private let target: FilePath

    init(_ target: FilePath) throws {
        self.target = target
        let name = target.lastComponent?.string ?? "archive"
        let suffix = "\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        let output = Output(try PendingFile(creating: Disk.directory(of: target).appending(".\(name).\(suffix)")))
        self.output = output
        tar = try TarWriter { try output.write($0) }
    }

    func addDirectory(_ path: String) throws {
        try tar.add(Entry(EntryPath(path), .directory, mode: 0o755))
    }

    func addFile(_ path: String, _ bytes: [UInt8]) throws {
        try tar.add(Entry(EntryPath(path), .file(size: Int64(bytes.count)), mode: 0o644))
        try tar.write(bytes.span.bytes)
    }

    /// Adds a file of `size` bytes, which `body` gives to the block it is called with.
    func addFile(_ path: String, size: Int64, writing body: ((RawSpan) throws -> Void) throws -> Void) throws {
        try tar.add(Entry(EntryPath(path), .file(size: size), mode: 0o644))
        var written: Int64 = 0
        try body { block in
            written += Int64(block.byteCount)
            try tar.write(block)
        }
        // libarchive fills up what is missing with zeros: never what was meant.
        guard written == size else { throw ContentError(.wrongContent, "'\(path)'", reason: "it changed while it was read") }
    }

    /// Gives the file its name, once all of it is on the disk.
    func publish() throws {
        try tar.finish()
        guard let file = output.file.take() else { return }
        try file.publish(as: target, .durable)
    }
}
