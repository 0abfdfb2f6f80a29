import Bytes
import Glibc
import SystemPackage

/// The directory `imgship` of a store: its version, its lock and its unfinished files.
extension ContentStore {
    /// Refuses a store whose own directory is newer than this program.
    static func checkVersion(of root: FilePath) throws {
        guard let bytes = try Disk.read(root.appending("imgship").appending("version"), limit: 4096) else { return }
        let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let found = Int(text), found <= version else {
            throw ContentError(
                .newerStore, root.string, reason: "its version is '\(text)', this program knows \(version)",
                hint: "use a newer imgship, or another directory (--store)")
        }
    }

    /// Runs `body` while no other process or thread changes the index or the directory of unfinished files. Not to be nested.
    func locked<Result>(_ body: () throws -> Result) throws -> Result {
        // Whoever finishes an export removes the directory; then it has to be made again.
        while true {
            try Disk.makeDirectories(own)
            do { return try FileLock.holding(own.appending("lock"), body) } catch let error as FileError
                where error == FileError("lock", own.appending("lock"), .noSuchFileOrDirectory)
            { continue }
        }
    }

    /// This store's directory for unfinished files, made when it is first needed. Takes the lock then.
    func ingestDirectory() throws -> IngestDirectory {
        try ingest.withLock { current in
            if let current { return current }
            let new = try locked { try makeIngestDirectory() }
            current = new
            return new
        }
    }

    private func makeIngestDirectory() throws -> IngestDirectory {
        let new = try IngestDirectory(below: own.appending("ingest"))
        if purpose == .store, try Disk.information(own.appending("version")) == nil {
            try new.publish(Array("\(Self.version)\n".utf8), as: own.appending("version"), .disposable)
        }
        return new
    }

    /// Removes what killed processes left unfinished.
    func removeAbandoned() throws {
        guard try !Disk.names(in: own.appending("ingest")).isEmpty else { return }
        try locked { try IngestDirectory.removeAbandoned(below: own.appending("ingest")) }
    }

    /// Removes the directory unless another process works in it.
    func removeOwnDirectory() throws {
        guard try Disk.information(own) != nil else { return }
        try locked {
            guard rmdir(own.appending("ingest").string) == 0 || errno == ENOENT else { return }
            unlink(own.appending("lock").string)
            rmdir(own.string)
        }
    }
}
