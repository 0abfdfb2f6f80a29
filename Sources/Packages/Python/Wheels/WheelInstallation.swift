import Archive
import Bytes
import Layers

/// Writes one wheel into a layer as pip would install it.
struct WheelInstallation {
    let contents: WheelContents
    /// Files that another wheel of the layer brings with the same content, or that nobody misses.
    let skipped: Set<EntryPath>
    private var changed: [EntryPath: WheelRecord.Row] = [:]
    private var generated: [WheelRecord.Row] = []

    init(_ contents: WheelContents, skipping skipped: Set<EntryPath>) {
        self.contents = contents
        self.skipped = skipped
    }

    private var environment: VirtualEnvironment { contents.layout.environment }

    /// Adds the wheel's files, its commands and its RECORD.
    /// - Throws: ``PythonError`` `.recordMismatch`, `.malformedWheel`; what the layer throws.
    mutating func write(to layer: LayerEntries) throws {
        let commands = try contents.commandPlaces
        let commandPaths = Set(commands.map(\.place.path))
        try contents.wheel.reading { reader in
            while let entry = try reader.next() {
                guard let file = contents.files[entry.path], try contents.wheel.size(of: entry) != nil,
                    !commandPaths.contains(file.place.path), !skipped.contains(file.place.path)
                else { continue }
                try add(entry, file, reader, to: layer)
            }
        }
        for (point, place) in commands {
            try generate(place, point.script(interpreter: environment.python), mode: 0o755, in: layer)
        }
        try generate("INSTALLER", Array("imgship\n".utf8), in: layer)
        let name = try PackageName(contents.wheel.artifact.name)
        if environment.requested?.contains(name) == true { try generate("REQUESTED", [], in: layer) }
        let place = try informationPlace("RECORD")
        try layer.add(file(at: place, mode: 0o644), content: record(commandPaths).encoded())
    }

    /// The wheel's RECORD with the paths and hashes that hold after the installation; rows and their contents as pip has them.
    private func record(_ commandPaths: Set<EntryPath>) -> WheelRecord {
        var rows: [WheelRecord.Row] = []
        var unlisted = Set(contents.files.keys)
        for row in contents.record.rows {
            guard let path = try? EntryPath(row.path), let file = contents.files[path] else {
                if !Self.isInstallerFile(row.path, contents.informationDirectory) { rows.append(row) }
                continue
            }
            unlisted.remove(path)
            if commandPaths.contains(file.place.path) { continue }
            var new = changed[path] ?? row
            new.path = file.place.recordPath
            rows.append(new)
        }
        for path in unlisted {
            guard let file = contents.files[path], !commandPaths.contains(file.place.path) else { continue }
            rows.append(.init(path: file.place.recordPath, hash: "", size: ""))
        }
        let own = WheelRecord.Row(path: contents.informationDirectory + "/RECORD", hash: "", size: "")
        return WheelRecord(rows: rows + generated + [own])
    }

    private static func isInstallerFile(_ path: String, _ directory: String) -> Bool {
        WheelContents.installerFiles.contains { path == "\(directory)/\($0)" }
    }

    /// Streams one file, checking the hash its RECORD gives on the way.
    private mutating func add(_ entry: Entry, _ file: WheelContents.File, _ reader: ArchiveReader, to layer: LayerEntries) throws {
        let isExecutable = entry.mode & 0o111 != 0 || file.place.isScript
        let row = contents.rows[entry.path]
        var check = RecordCheck(row, of: entry.path, in: contents.wheel)
        var out = self.file(at: file.place, mode: isExecutable ? 0o755 : 0o644)
        guard let oldLine = file.pythonLine else {
            out.kind = .file(size: file.size)
            try layer.add(out) { sink in
                try reader.readBlocks { block in
                    check.update(block)
                    try sink(block)
                }
            }
            return try check.finish()
        }
        let newLine = EntryPoint.shebang(environment.python)
        let (size, overflow) = (file.size - Int64(oldLine)).addingReportingOverflow(Int64(newLine.count))
        guard !overflow else { throw PythonError(.malformedWheel, contents.wheel.name, reason: "'\(entry.path)' is too large") }
        out.kind = .file(size: size)
        var hasher = ContentHasher(.sha256)
        try layer.add(out) { sink in
            hasher.update(newLine.span.bytes)
            try sink(newLine.span.bytes)
            var left = oldLine
            try reader.readBlocks { block in
                check.update(block)
                let rest = block.extracting(droppingFirst: min(left, block.byteCount))
                left -= min(left, block.byteCount)
                hasher.update(rest)
                if rest.byteCount > 0 { try sink(rest) }
            }
        }
        try check.finish()
        changed[entry.path] = .init(path: "", hash: WheelRecord.hashText(hasher.finish()), size: String(size))
    }

    private mutating func generate(_ name: String, _ content: [UInt8], in layer: LayerEntries) throws {
        try generate(informationPlace(name), content, mode: 0o644, in: layer)
    }

    private mutating func generate(_ place: WheelLayout.Place, _ content: [UInt8], mode: UInt16, in layer: LayerEntries) throws {
        let hash = WheelRecord.hashText(ContentHasher.hash(content))
        generated.append(.init(path: place.recordPath, hash: hash, size: String(content.count)))
        guard !skipped.contains(place.path) else { return }
        try layer.add(file(at: place, mode: mode), content: content)
    }

    private func informationPlace(_ name: String) throws -> WheelLayout.Place {
        try contents.layout.place("\(environment.sitePackages)/\(contents.informationDirectory)/\(name)")
    }

    private func file(at place: WheelLayout.Place, mode: UInt16) -> Entry {
        Entry(place.path, .file(size: 0), mode: mode, modificationTime: environment.modificationTime)
    }
}
