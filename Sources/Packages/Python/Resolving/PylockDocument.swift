import Diagnostics
import OCI
import TOMLKit

/// A lock file in Python's own format, `pylock.toml`: the user's, or uv's answer.
/// - Source: packaging.python.org, "pylock.toml Specification" (PEP 751).
struct PylockDocument {
    struct Package {
        let name: PackageName
        let marker: String?
        let requiresPython: String?
        let wheels: [ResolvedWheel]
        /// What the package has instead of wheels: `sdist`, `vcs`, `directory`, `archive`.
        let otherForms: [String]
    }

    /// The file as the user named it.
    let file: String
    let packages: [Package]
    let defaultGroups: Set<String>

    /// - Throws: ``PythonError`` `.malformedFile`, with the line where TOML itself is broken.
    init(_ text: String, file: String) throws(PythonError) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let place = SourceLocation(file: file, line: error.source.begin.line, column: error.source.begin.column)
            throw PythonError(.malformedFile, error.description, at: place)
        } catch {
            throw PythonError(.malformedFile, file, reason: "\(error)")
        }
        guard let version = table["lock-version"]?.string, version.hasPrefix("1.") else {
            throw PythonError(.malformedFile, file, reason: "it has no lock-version 1.x: it is no pylock.toml that imgship knows")
        }
        self.file = file
        defaultGroups = Set((table["default-groups"]?.array.map(Array.init) ?? []).compactMap(\.string))
        var packages: [Package] = []
        for item in table["packages"]?.array.map(Array.init) ?? [] {
            guard let entry = item.table, let name = entry["name"]?.string else {
                throw PythonError(.malformedFile, file, reason: "it has a package without a name")
            }
            packages.append(try Self.package(try PackageName(name), entry, file))
        }
        self.packages = packages
    }

    private static func package(_ name: PackageName, _ table: TOMLTable, _ file: String) throws(PythonError) -> Package {
        var wheels: [ResolvedWheel] = []
        for item in table["wheels"]?.array.map(Array.init) ?? [] {
            guard let entry = item.table else { continue }
            wheels.append(try wheel(of: name, entry, file))
        }
        return Package(
            name: name, marker: table["marker"]?.string, requiresPython: table["requires-python"]?.string, wheels: wheels,
            otherForms: ["sdist", "vcs", "directory", "archive"].filter { table[$0] != nil })
    }

    private static func wheel(of name: PackageName, _ table: TOMLTable, _ file: String) throws(PythonError) -> ResolvedWheel {
        func problem(_ reason: String) -> PythonError { PythonError(.malformedFile, file, reason: "package '\(name)': \(reason)") }
        let address = table["url"]?.string ?? table["path"]?.string
        guard let fileName = table["name"]?.string ?? address.flatMap(Self.fileName) else {
            throw problem("a wheel has neither name, url nor path")
        }
        let parsed = try WheelFileName(fileName)
        guard parsed.name == name else { throw problem("the wheel '\(fileName)' is that of another package") }
        guard let hash = table["hashes"]?.table?["sha256"]?.string, let digest = try? Digest("sha256:" + hash.lowercased()) else {
            throw problem("the wheel '\(fileName)' has no sha256")
        }
        let size = table["size"]?.int.flatMap { $0 >= 0 ? Int64($0) : nil }
        return ResolvedWheel(file: parsed, address: address, size: size, digest: digest)
    }

    /// The wheels for a target, one a package, sorted by name.
    /// - Parameter isAllowed: which of a package's wheels may be taken.
    /// - Throws: ``PythonError`` `.noWheel`, `.malformedFile`, `.invalidValue` for a marker that cannot be read.
    func wheels(for target: PythonTarget, where isAllowed: (ResolvedWheel) -> Bool = { _ in true }) throws(PythonError) -> [ResolvedWheel] {
        let environment = MarkerEnvironment(target, dependencyGroups: defaultGroups)
        let ranks = Dictionary(target.supportedTags.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var chosen: [PackageName: ResolvedWheel] = [:]
        for package in packages {
            if let marker = package.marker, try !Marker(marker).holds(in: environment) { continue }
            try checkPython(package, target)
            guard let wheel = Self.best(of: package.wheels.filter(isAllowed), ranks) else { throw missing(package, target) }
            guard chosen.updateValue(wheel, forKey: package.name) == nil else {
                throw PythonError(.malformedFile, file, reason: "the package '\(package.name)' is there twice for \(target.machine)")
            }
        }
        return chosen.values.sorted { $0.name < $1.name }
    }

    private func checkPython(_ package: Package, _ target: PythonTarget) throws(PythonError) {
        guard let wanted = package.requiresPython, let version = PythonVersionParser.parse(target.python.version) else { return }
        let conditions = wanted.split(separator: ",").compactMap { VersionSpecifier($0) }
        guard conditions.allSatisfy({ $0.contains(version) }) else {
            throw PythonError(
                .incompatibleWheel, package.name.text, reason: "\(file) says that it needs Python \(wanted), and the image has \(version)")
        }
    }

    /// The wheel with the best tag; among equals the highest build number.
    private static func best(of wheels: [ResolvedWheel], _ ranks: [CompatibilityTag: Int]) -> ResolvedWheel? {
        var best: (rank: Int, wheel: ResolvedWheel)?
        for wheel in wheels {
            guard let rank = wheel.file.tags.compactMap({ ranks[$0] }).min() else { continue }
            if let best, rank > best.rank || (rank == best.rank && !isNewerBuild(wheel.file, than: best.wheel.file)) { continue }
            best = (rank, wheel)
        }
        return best?.wheel
    }

    private static func isNewerBuild(_ a: WheelFileName, than b: WheelFileName) -> Bool {
        guard let build = a.build else { return false }
        return b.build.map { $0 < build } ?? true
    }

    private func missing(_ package: Package, _ target: PythonTarget) -> PythonError {
        let forms = package.otherForms.isEmpty ? "" : ", only as \(package.otherForms.joined(separator: ", "))"
        let there = package.wheels.isEmpty ? "it is not there as a wheel\(forms)" : "none of its \(package.wheels.count) wheels fits"
        let wanted = "Python \(target.python.series), \(target.machine), glibc 2.\(target.glibcMinor)"
        return PythonError(.noWheel, package.name.text, reason: "\(there) (\(wanted); \(file))", hint: UvMessage.waysOut(package.name.text))
    }
}

extension PylockDocument {
    /// The last component of an address, decoded: what a file is called.
    fileprivate static func fileName(of address: String) -> String? {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard let last = path.split(separator: "/").last else { return nil }
        return PathEncoding.decode(last)
    }
}
