/// Decides which files of an application's folder go into its image.
struct CopyDrafter: Sendable {
    let tree: SourceTree
    /// Of the application, relative to the project.
    let folder: String

    private static let always = ["**/__pycache__", "**/*.pyc"]
    /// What never belongs into an image: history, secrets of the machine, what tools have made.
    private static let wholeFolder = ["**/.git", "**/.env*", "**/.venv", "**/.imgship", "**/node_modules"]

    /// - Parameters:
    ///   - root: the folder that modules are imported from, relative to the application.
    ///   - target: absolute, in the image.
    func copies(from root: String, to target: String) -> [ApplicationDraft.Copy] {
        let place = Path.join(folder, root)
        let own = tree.below(place).entries.filter { !Self.isAside($0) }
        if own.count == 1, own[0].hasSuffix("/") {
            let name = String(own[0].dropLast())
            return [.init(from: Path.join(place, name), to: target + "/" + name, exclude: Self.always)]
        }
        return [.init(from: place, to: target, exclude: excluded(in: place))]
    }

    /// - Returns: the copies, and paths that are not there.
    func copies(of facts: DockerfileFacts) -> (copies: [ApplicationDraft.Copy], missing: [String]) {
        var copies: [ApplicationDraft.Copy] = [], missing: [String] = []
        for copy in facts.copies where !Self.isInput(Path.name(of: copy.from)) {
            // Mostly the folder of the Dockerfile, sometimes the whole project.
            let places = [Path.join(folder, copy.from), copy.from]
            guard let place = places.first(where: { $0 == "." || tree.has($0) || tree.hasFolder($0) }) else {
                missing.append(copy.from)
                continue
            }
            let isFile = tree.has(place)
            let to = isFile || copy.to == "/" ? copy.to : copy.to.hasSuffix("/") ? String(copy.to.dropLast()) : copy.to
            copies.append(.init(from: place, to: to, exclude: isFile ? [] : excluded(in: place)))
        }
        return (copies, missing)
    }

    private func excluded(in place: String) -> [String] {
        let entries = tree.below(place).entries
        let hasOthers = place == folder || place == "."
        let tests = entries.filter { $0 == "tests/" || $0 == "test/" }.map { String($0.dropLast()) }
        return Self.always + (hasOthers ? Self.wholeFolder + tests : [])
    }

    /// Files that dependencies are made of: they are not needed at run time.
    private static func isInput(_ name: String) -> Bool {
        RequirementList.isName(name) || ["pyproject.toml", "uv.lock", "poetry.lock", "pylock.toml", "setup.py", "setup.cfg"].contains(name)
    }

    /// What stands beside an application's code, and is not a part of it.
    private static func isAside(_ entry: String) -> Bool {
        if entry.hasPrefix(".") || Dockerfile.isName(entry) || isInput(entry) { return true }
        let names: Set = ["tests/", "test/", "docs/", "pytest.ini", "tox.ini", "Makefile", "LICENSE", "Procfile", "mypy.ini", "ruff.toml"]
        let endings = [".md", ".rst", ".lock", ".in", ".cfg", ".ini", ".yaml", ".yml"]
        return names.contains(entry) || ComposeFile.names.contains(entry) || endings.contains(where: entry.hasSuffix)
    }
}
