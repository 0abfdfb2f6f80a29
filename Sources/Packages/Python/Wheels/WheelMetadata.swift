import Archive

/// The metadata files of a wheel, checked against each other and against what was locked.
struct WheelMetadata {
    let informationDirectory: String
    /// The name as METADATA writes it.
    let distribution: String
    let record: WheelRecord
    let commands: [EntryPoint]

    /// - Throws: ``PythonError`` `.malformedWheel`.
    init(_ scan: WheelScan, wheel: Wheel) throws {
        func problem(_ reason: String) -> PythonError { PythonError(.malformedWheel, wheel.name, reason: reason) }
        func text(_ name: String) throws -> String? { scan.texts[try EntryPath("\(directory)/\(name)")] }
        let fileName = try WheelFileName(wheel.name)
        let directory = try Self.informationDirectory(scan, fileName)
        guard let header = try text("WHEEL") else { throw problem("'\(directory)/WHEEL' is missing") }
        guard let metadata = try text("METADATA") else { throw problem("'\(directory)/METADATA' is missing") }
        guard let recordText = try text("RECORD") else { throw problem("'\(directory)/RECORD' is missing") }
        guard let record = WheelRecord(parsing: recordText) else { throw problem("its RECORD has a quote that is not closed") }
        try Self.checkFormat(header, problem)
        distribution = try Self.checkNames(metadata, fileName, wheel, problem)
        commands = try EntryPoint.commands(in: try text("entry_points.txt") ?? "", wheel: wheel.name)
        self.record = record
        informationDirectory = directory
    }

    /// The one `.dist-info` directory, which has to be named after the package.
    private static func informationDirectory(_ scan: WheelScan, _ fileName: WheelFileName) throws -> String {
        let found = Set(scan.files.keys.compactMap { $0.components.count > 1 ? $0.components.first.map(String.init) : nil })
            .filter { $0.hasSuffix(".dist-info") }.sorted()
        guard let directory = found.first else {
            throw PythonError(.malformedWheel, fileName.text, reason: "it has no .dist-info directory")
        }
        guard found.count == 1 else {
            let names = found.joined(separator: ", ")
            throw PythonError(.malformedWheel, fileName.text, reason: "it has several .dist-info directories: \(names)")
        }
        let name = directory.dropLast(".dist-info".count)
        let stem = name.firstIndex(of: "-").map { name[..<$0] } ?? name
        guard try PackageName(stem) == fileName.name else {
            throw PythonError(.malformedWheel, fileName.text, reason: "its metadata is that of another package: '\(directory)'")
        }
        return directory
    }

    /// WHEEL: its major version must be one we know, and it must say where its files belong.
    private static func checkFormat(_ text: String, _ problem: (String) -> PythonError) throws(PythonError) {
        guard let version = header("Wheel-Version", in: text) else { throw problem("its WHEEL file has no Wheel-Version") }
        guard version.split(separator: ".").first == "1" else {
            throw problem("it follows version \(version) of the wheel format, and imgship knows version 1")
        }
        // In a virtual environment on Linux purelib and platlib are one directory, so either answer will do; none is a broken wheel.
        let root = header("Root-Is-Purelib", in: text)?.lowercased()
        guard root == "true" || root == "false" else { throw problem("its WHEEL file does not say Root-Is-Purelib: true or false") }
    }

    private static func checkNames(
        _ text: String, _ fileName: WheelFileName, _ wheel: Wheel, _ problem: (String) -> PythonError
    ) throws -> String {
        guard let name = header("Name", in: text), let version = header("Version", in: text) else {
            throw problem("its METADATA has no Name or no Version")
        }
        guard let parsed = try? PackageName(name), parsed == fileName.name else {
            throw problem("its METADATA names the package '\(name)'")
        }
        guard PythonVersionParser.parse(version) == fileName.version else { throw problem("its METADATA gives the version '\(version)'") }
        return name
    }

    /// The value of a header before the first empty line; nil when there is none.
    private static func header(_ name: String, in text: String) -> String? {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.trimmed.isEmpty { return nil }
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else { continue }
            return String(line[line.index(after: colon)...].trimmed)
        }
        return nil
    }
}
