/// Finds the folders that hold applications: those with requirements, with a Dockerfile, or that a compose file builds.
struct ApplicationFinder: Sendable {
    let tree: SourceTree
    let compose: ComposeFile?
    /// What an application in the folder itself is called.
    let project: String

    /// Folders in which what looks like an application is for its development.
    private static let others: Set = [
        "test", "tests", "testing", "doc", "docs", "example", "examples", "benchmark", "benchmarks", "scripts", "tools", "notebooks",
    ]

    /// Sorted by name.
    func find() -> [ApplicationPlace] {
        let built = (compose?.services ?? []).filter { service in service.context.map { $0 == "." || tree.hasFolder($0) } ?? false }
        var folders = kept(candidates: Set(marked + built.compactMap(\.context)))
        if folders.isEmpty, !tree.paths.filter({ $0.hasSuffix(".py") }).isEmpty { folders = ["."] }
        var places = folders.flatMap { folder in
            let services = built.filter { $0.context == folder }
            return services.isEmpty
                ? [ApplicationPlace(name: name(of: folder, among: folders), folder: folder, dockerfile: dockerfile(in: folder))]
                : services.map { service in
                    let own = service.dockerfile.flatMap { Path.plain(Path.join(folder, $0)) }.filter(tree.has)
                    return ApplicationPlace(
                        name: ProjectDraft.name(from: service.name), folder: folder, dockerfile: own ?? dockerfile(in: folder),
                        compose: service)
                }
        }
        // Of two with one name the second would be lost in a map.
        var known: Set<String> = []
        places = places.filter { known.insert($0.name).inserted }
        return places.sorted { $0.name < $1.name }
    }

    private var marked: [String] {
        tree.folders.filter { folder in
            guard folder == "." || Self.others.isDisjoint(with: folder.split(separator: "/").map(String.init)) else { return false }
            return isMarked(folder)
        }
    }

    private func isMarked(_ folder: String) -> Bool {
        let own = ["requirements.in", "requirements.txt", "pylock.toml"].contains { tree.has(Path.join(folder, $0)) }
        if own || dockerfile(in: folder) != nil { return true }
        let table = tree.text(Path.join(folder, "pyproject.toml")).flatMap(ProjectTable.init)
        return table.map { $0.dependencies?.isEmpty == false || $0.isPoetry } ?? false
    }

    /// Without folders within others; the whole counts only where it has something of its own to run.
    private func kept(candidates: Set<String>) -> [String] {
        var kept: [String] = []
        let inner = candidates.filter { $0 != "." }.sorted { ($0.count, $0) < ($1.count, $1) }
        for folder in inner where !kept.contains(where: { folder.hasPrefix($0 + "/") }) { kept.append(folder) }
        guard candidates.contains(".") else { return kept }
        if kept.isEmpty || compose?.services.contains(where: { $0.context == "." }) == true { return kept + ["."] }
        let outside = SourceTree(
            Dictionary(
                uniqueKeysWithValues: tree.paths.filter { path in !kept.contains { path.hasPrefix($0 + "/") } }
                    .compactMap { path in tree.text(path).map { (path, $0) } }))
        let own = PythonApplication(outside, folder: ".")
        // Requirements of the whole beside the folders' own are for development; with code to run they are an application's.
        return StartCommand.find(own, port: nil) == nil ? kept : kept.filter { dockerfile(in: $0) != nil } + ["."]
    }

    private func dockerfile(in folder: String) -> String? {
        let names = tree.below(folder).entries.filter { name in
            Dockerfile.isName(name) && tree.text(Path.join(folder, name)).map { Dockerfile($0).isWhole } == true
        }
        return (names.first { $0 == "Dockerfile" || $0 == "Containerfile" } ?? names.first).map { Path.join(folder, $0) }
    }

    private func name(of folder: String, among all: [String]) -> String {
        if folder == "." { return project }
        let last = Path.name(of: folder)
        let isAlone = all.filter { Path.name(of: $0) == last }.count == 1
        return ProjectDraft.name(from: isAlone ? last : folder)
    }
}

extension Optional {
    /// The value where it fits, else nil.
    fileprivate func filter(_ fits: (Wrapped) -> Bool) -> Wrapped? { flatMap { fits($0) ? $0 : nil } }
}
