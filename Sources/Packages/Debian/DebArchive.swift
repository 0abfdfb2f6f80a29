import Archive
import SystemPackage

/// Reads a `.deb`: an `ar` archive of `debian-binary`, `control.tar*` and `data.tar*`, in that order.
/// - Source: deb(5).
struct DebArchive {
    let package: DebianPackage

    init(_ package: DebianPackage) { self.package = package }

    /// Reads the control files: the `control` paragraph, checksums and maintainer scripts.
    /// - Throws: ``DebianError`` `.damagedPackage`.
    func readControl() throws -> ControlFiles {
        try explaining {
            try withMember("control.tar") { reader in
                var files: [String: [UInt8]] = [:]
                while let entry = try reader.next() {
                    guard case .file = entry.kind, entry.path.components.count == 1 else { continue }
                    files[entry.path.text] = try reader.readAll(limit: 16 << 20)
                }
                guard let control = files["control"] else { throw damaged("it holds no control file") }
                return ControlFiles(control: control, files: files)
            }
        }
    }

    /// Calls `body` for every entry of the file tree, in archive order; `body` may read the entry's bytes.
    /// - Throws: ``DebianError`` `.damagedPackage`; what `body` throws.
    func readData(_ body: (ArchiveReader, Entry) throws -> Void) throws {
        try explaining {
            try withMember("data.tar") { reader in
                while let entry = try reader.next() { try body(reader, entry) }
            }
        }
    }

    /// Opens the member called `prefix` with whatever compression its name ends in.
    private func withMember<Result>(_ prefix: String, _ body: (ArchiveReader) throws -> Result) throws -> Result {
        let outer = try ArchiveReader(file: package.file)
        guard let first = try outer.next(), first.path.text == "debian-binary", try outer.readAll(limit: 64).starts(with: "2.".utf8) else {
            throw damaged("it does not start with a debian-binary member of version 2")
        }
        while let member = try outer.next() {
            guard member.path.text == prefix || member.path.text.hasPrefix(prefix + ".") else { continue }
            return try body(ArchiveReader(nestedIn: outer, name: "\(package.file): \(member.path)"))
        }
        throw damaged("it has no \(prefix) member")
    }

    /// Gives the errors of the archive the name of the package: the file's own is a digest in a cache.
    private func explaining<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as ArchiveError where error.code != .unwritable {
            throw damaged(error.summary + (error.reason.map { ": " + $0 } ?? ""))
        }
    }

    private func damaged(_ reason: String) -> DebianError {
        DebianError(.damagedPackage, subject: package.title, reason: reason)
    }
}
