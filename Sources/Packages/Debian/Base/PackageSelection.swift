import Archive

/// The packages of a base in order, their control files, and which of them may take over whose files.
struct PackageSelection {
    struct Member {
        let package: DebianPackage
        let control: ControlFiles
    }

    /// Sorted by name.
    let members: [Member]
    /// Paths that a package must leave to a later one that replaces it, by the package's index.
    private(set) var ceded: [Int: Set<EntryPath>] = [:]

    /// Reads the control files of every package.
    init(_ packages: [DebianPackage]) throws {
        members = try packages.sorted { ($0.name, $0.artifact.version) < ($1.name, $1.artifact.version) }
            .map { Member(package: $0, control: try DebArchive($0).readControl()) }
        for (index, member) in members.enumerated() {
            let replaced = members.indices.filter { $0 < index && replaces(index, $0) }
            guard !replaced.isEmpty else { continue }
            let paths = try Self.paths(of: member.package)
            for earlier in replaced { ceded[earlier, default: []].formUnion(paths) }
        }
    }

    /// Whether the first package declares that it may take over files of the second.
    func replaces(_ first: Int, _ second: Int) -> Bool {
        guard members.indices.contains(first), members.indices.contains(second), first != second else { return false }
        let package = members[second].package.artifact
        return members[first].control.replaces.contains { $0.matches(name: package.name, version: package.version) }
    }

    func contains(_ name: String) -> Bool { members.contains { $0.package.name == name } }

    /// Everything but directories, which packages share. Merged directories are one, whichever name a package ships them by.
    private static func paths(of package: DebianPackage) throws -> Set<EntryPath> {
        let links = try LinkTable()
        var paths: Set<EntryPath> = []
        try DebArchive(package).readData { _, entry in
            if entry.kind != .directory { paths.insert(try links.locate(entry.path)) }
        }
        return paths
    }
}
