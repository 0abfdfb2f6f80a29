import Archive

/// One look through a wheel: the names and sizes of its files, and the bytes of the few that steer the installation.
struct WheelScan {
    struct File {
        let size: Int64
        let pythonLine: Int?
    }

    private(set) var files: [EntryPath: File] = [:]
    /// METADATA, WHEEL, RECORD and entry_points.txt, by path.
    private(set) var texts: [EntryPath: String] = [:]

    /// The longest of each file that is read whole, in bytes; RECORD has a line of about 100 bytes a file.
    private static let limits = ["METADATA": 8 << 20, "WHEEL": 64 << 10, "RECORD": 64 << 20, "entry_points.txt": 1 << 20]

    /// - Throws: ``PythonError`` `.malformedWheel`.
    init(_ wheel: Wheel) throws {
        try wheel.reading { reader in
            while let entry = try reader.next() {
                guard let size = try wheel.size(of: entry) else { continue }
                let name = String(entry.path.lastComponent)
                if let limit = Self.limits[name], let top = entry.path.parent, top.text.hasSuffix(".dist-info"), top.components.count == 1 {
                    texts[entry.path] = try wheel.text(reader, entry.path, limit: limit)
                }
                let isScript = entry.path.components.count > 2 && entry.path.components[1] == "scripts"
                let file = File(size: size, pythonLine: isScript ? try Self.pythonLine(reader) : nil)
                guard files.updateValue(file, forKey: entry.path) == nil else {
                    throw PythonError(.malformedWheel, wheel.name, reason: "it holds two files named '\(entry.path)'")
                }
            }
        }
    }

    /// Enough of the file was seen.
    private struct Seen: Error {}

    /// The length of the current entry's first line if it starts with `#!python`.
    private static func pythonLine(_ reader: ArchiveReader) throws -> Int? {
        var length: Int?
        do {
            // The first block is 128 KiB, or the whole file: a line longer than that is not a script's first one.
            try reader.readBlocks { block in
                length = block.withUnsafeBytes { bytes in
                    guard bytes.starts(with: Array("#!python".utf8)) else { return nil }
                    return bytes.firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count
                }
                throw Seen()
            }
        } catch is Seen {}
        return length
    }
}

extension Wheel {
    /// Opens the wheel for `body`; an archive's error is given the wheel's name.
    func reading(_ body: (ArchiveReader) throws -> Void) throws {
        do {
            try body(ArchiveReader(file: file))
        } catch let error as ArchiveError {
            let reason: String =
                switch error.code {
                case .unreadable: error.reason ?? "its archive cannot be read"
                case .unsafePath, .invalidName, .unwritable: error.summary
                }
            let hint = "the wheel is broken as it was published: choose another version of \(artifact.name), and run `imgship lock`"
            throw PythonError(.malformedWheel, name, reason: reason, hint: hint)
        }
    }

    /// The size of a file; nil for a directory, which needs no entry of its own.
    func size(of entry: Entry) throws(PythonError) -> Int64? {
        switch entry.kind {
        case .file(let size): return size
        case .directory: return nil
        case .symbolicLink, .hardLink, .special:
            throw PythonError(.malformedWheel, name, reason: "'\(entry.path)' is a link or a device, which wheels may not hold")
        }
    }

    fileprivate func text(_ reader: ArchiveReader, _ path: EntryPath, limit: Int) throws -> String {
        let bytes: [UInt8]
        do {
            bytes = try reader.readAll(limit: limit)
        } catch let error as ArchiveError {
            throw PythonError(.malformedWheel, name, reason: "'\(path)': \(error.reason ?? error.summary)")
        }
        // Byte order marks and stray bytes are met in METADATA; what we look for is ASCII.
        return String(decoding: bytes, as: UTF8.self)
    }
}
