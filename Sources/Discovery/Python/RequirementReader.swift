/// What an application in Python asks to be installed, and in which file it says so.
struct RequirementReader: Sendable {
    private(set) var names: Set<String> = []
    private(set) var inputs: ApplicationDraft.Python?
    private(set) var notes: [DraftNote] = []
    /// The least minor number of its Python.
    private(set) var least: Int?

    /// - Parameters:
    ///   - tree: of the application's own folder.
    ///   - folder: of the application.
    init(_ tree: SourceTree, folder: String) {
        let table = tree.text("pyproject.toml").flatMap(ProjectTable.init)
        least =
            tree.text(".python-version").flatMap { PythonVersion.minor(in: $0.filter { !$0.isWhitespace }) }
            ?? table?.requiresPython.flatMap(PythonVersion.least)
        let lists = ["requirements.in", "requirements.txt"].compactMap { name in tree.text(name).map { (name, RequirementList($0)) } }
        names = lists.reduce(into: table?.dependencies ?? []) { $0.formUnion($1.1.names) }
        inputs = input(tree, lists, table, folder)
    }

    /// A finished lock counts most, then what is written by hand.
    private mutating func input(
        _ tree: SourceTree, _ lists: [(String, RequirementList)], _ table: ProjectTable?, _ folder: String
    ) -> ApplicationDraft.Python? {
        if tree.has("pylock.toml") { return .init(lock: Path.join(folder, "pylock.toml")) }
        if let list = lists.first(where: { $0.0 == "requirements.txt" && $0.1.isLocked }) { return .init(lock: Path.join(folder, list.0)) }
        if tree.has("uv.lock") {
            notes.append(
                DraftNote(
                    "the versions of '\(Path.join(folder, "uv.lock"))' are not taken over: `imgship lock` resolves anew",
                    hint: "`uv export --format pylock.toml --no-emit-project -o pylock.toml` writes a lock that 'python: {lock: ...}' takes"
                ))
        }
        if let list = lists.first { return .init(requirements: [Path.join(folder, list.0)]) }
        let name = Path.join(folder, "pyproject.toml")
        if let dependencies = table?.dependencies, !dependencies.isEmpty { return .init(requirements: [name]) }
        if table?.isPoetry == true {
            notes.append(
                DraftNote(
                    "'\(name)' has its dependencies in Poetry's own table, which is not read",
                    hint: "write them into a requirements.txt: `poetry export -o requirements.txt`"))
        }
        return nil
    }
}
