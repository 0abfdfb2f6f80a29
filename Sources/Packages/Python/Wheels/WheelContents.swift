import Archive

/// What a wheel says of itself, and where its files go, read without unpacking them.
struct WheelContents {
    let wheel: Wheel
    let layout: WheelLayout
    /// `foo-1.0.dist-info`.
    let informationDirectory: String
    /// RECORD as the wheel brings it.
    let record: WheelRecord
    /// The row of RECORD for each of the wheel's files that has one.
    let rows: [EntryPath: WheelRecord.Row]
    /// Every file but those the installer writes itself.
    let files: [EntryPath: File]
    let commands: [EntryPoint]

    struct File {
        let place: WheelLayout.Place
        /// In bytes.
        let size: Int64
        /// The length of a first line that starts with `#!python`, its line break included; nil for any other file.
        let pythonLine: Int?
    }

    /// Reads a wheel's file names and its metadata.
    /// - Throws: ``PythonError`` `.malformedWheel` naming the wheel and what is wrong; ``FileError``.
    init(_ wheel: Wheel, in environment: VirtualEnvironment) throws {
        let scan = try WheelScan(wheel)
        let metadata = try WheelMetadata(scan, wheel: wheel)
        let layout = WheelLayout(environment: environment, wheel: wheel.name, distribution: metadata.distribution)
        let directory = metadata.informationDirectory
        var rows: [EntryPath: WheelRecord.Row] = [:]
        for row in metadata.record.rows { if let path = try? EntryPath(row.path) { rows[path] = row } }
        let own = Set(try Self.installerFiles.map { try EntryPath("\(directory)/\($0)") })
        var files: [EntryPath: File] = [:]
        for (path, found) in scan.files where !own.contains(path) {
            files[path] = File(place: try layout.place(of: path), size: found.size, pythonLine: found.pythonLine)
        }
        self.wheel = wheel
        self.layout = layout
        self.rows = rows
        self.files = files
        informationDirectory = directory
        record = metadata.record
        commands = Self.versioned(metadata.commands, for: environment.interpreter)
    }

    /// Files of `.dist-info` that the installer writes; a wheel's own are not taken over.
    static let installerFiles = ["RECORD", "INSTALLER", "REQUESTED", "direct_url.json"]

    /// Where the commands' scripts go; a `.data` script of the same name gives way to them, as in pip.
    var commandPlaces: [(point: EntryPoint, place: WheelLayout.Place)] {
        get throws { try commands.map { ($0, try layout.place("bin/" + $0.name)) } }
    }

    /// pip's rule for its own commands: whatever the wheel says, they are `pip`, `pip3` and `pip3.X`.
    private static func versioned(_ commands: [EntryPoint], for interpreter: PythonInterpreter) -> [EntryPoint] {
        guard let pip = commands.first(where: { $0.name == "pip" }) else { return commands }
        let others = commands.filter { command in
            !(command.name.hasPrefix("pip") && command.name.dropFirst(3).allSatisfy { $0.isNumber || $0 == "." })
        }
        let names = ["pip", "pip3", "pip\(interpreter.series)"]
        return others + names.map { EntryPoint(name: $0, module: pip.module, function: pip.function) }
    }
}
