import Archive
import Diagnostics

/// Looks for files that several wheels of an environment bring.
///
/// pip lets the wheel it installs last win, without a word; which one that is depends on the order of its resolution. Here the same
/// content is fine and kept once, different content is an error, except for files that no program imports (a stray README,
/// top-level `tests`): of those the first wheel by name keeps its own.
struct WheelConflicts {
    /// Per wheel, the places another wheel of the list fills.
    private(set) var skipped: [Set<EntryPath>] = []
    private(set) var warnings: [Warning] = []

    private struct Owner {
        let name: String
        /// The hash its RECORD gives, or for generated files the text itself; empty when not known.
        let content: String
    }

    /// - Parameter wheels: in the order they are written.
    /// - Throws: ``PythonError`` `.conflict`.
    init(among wheels: [WheelContents], in environment: VirtualEnvironment) throws {
        var owners: [EntryPath: Owner] = [:]
        for item in environment.skeleton {
            if case .directory = item.entry.kind { continue }
            owners[item.entry.path] = Owner(name: "the virtual environment itself", content: "")
        }
        for wheel in wheels {
            var places: Set<EntryPath> = []
            for (path, content) in try Self.claims(of: wheel) {
                guard let owner = owners[path] else {
                    owners[path] = Owner(name: wheel.wheel.name, content: content)
                    continue
                }
                places.insert(path)
                if !content.isEmpty, owner.content == content { continue }
                try notice(path, owner.name, wheel, environment)
            }
            skipped.append(places)
        }
    }

    /// What a wheel puts where, sorted by path so that messages are the same each time.
    private static func claims(of wheel: WheelContents) throws -> [(EntryPath, String)] {
        var claims: [EntryPath: String] = [:]
        for (source, file) in wheel.files {
            // A script's content depends on the interpreter too, which all wheels of an environment share.
            claims[file.place.path] = wheel.rows[source]?.hash ?? ""
        }
        for (point, place) in try wheel.commandPlaces { claims[place.path] = "\(point.module):\(point.function)" }
        return claims.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    private mutating func notice(_ path: EntryPath, _ owner: String, _ wheel: WheelContents, _ environment: VirtualEnvironment) throws {
        let name = wheel.wheel.name
        let inner = String(decoding: path.text.utf8.dropFirst(environment.path.text.utf8.count + 1), as: UTF8.self)
        guard Self.isHarmless(inner, in: environment) else {
            throw PythonError(
                .conflict(path: inner, other: name), owner,
                hint: "an environment can hold one of the two: take the other out of the requirements, or exclude it with a constraint")
        }
        warnings.append(Warning("'\(inner)' of \(name) is left out: \(owner) brings another file of that name"))
    }

    /// Whether a path is one that programs do not read: a document beside the packages, or top-level tests, docs and examples.
    private static func isHarmless(_ inner: String, in environment: VirtualEnvironment) -> Bool {
        let prefix = environment.sitePackages + "/"
        guard inner.hasPrefix(prefix) else { return false }
        let parts = inner.dropFirst(prefix.count).split(separator: "/")
        guard let first = parts.first else { return false }
        if parts.count == 1 { return ![".py", ".so", ".pth"].contains { first.hasSuffix($0) } }
        return ["test", "tests", "doc", "docs", "example", "examples", "benchmark", "benchmarks"].contains(String(first))
    }
}
