/// Makes a draft of one application out of what its folder, its Dockerfile and the compose file say.
struct ApplicationDrafter {
    let tree: SourceTree
    let place: ApplicationPlace
    let project: String
    private(set) var notes: [DraftNote] = []

    init(_ tree: SourceTree, _ place: ApplicationPlace, project: String) {
        self.tree = tree
        self.place = place
        self.project = project
    }

    /// - Returns: the draft, and the code behind it where that is Python.
    mutating func draft() -> (draft: ApplicationDraft, python: PythonApplication?) {
        let own = tree.below(place.folder)
        let facts = place.dockerfile.flatMap { path in tree.text(path).map { DockerfileFacts($0, path: path) } }
        let python = PythonApplication(own, folder: place.folder)
        notes += facts?.notes ?? []
        guard !python.code.isEmpty, facts == nil || facts?.isPython == true || python.inputs != nil else {
            return (other(facts, own), nil)
        }
        return (draft(of: python, facts, own), python)
    }

    // MARK: Python

    private mutating func draft(of python: PythonApplication, _ facts: DockerfileFacts?, _ own: SourceTree) -> ApplicationDraft {
        notes += python.notes
        var draft = ApplicationDraft(name: place.name, folder: place.folder)
        draft.framework = python.framework
        draft.python = python.inputs
        takeBase(of: python, facts, &draft)
        let told = facts?.ports.first ?? place.compose?.ports.first
        let first = StartCommand.find(python, port: told)
        draft.port = told ?? (python.framework == nil ? nil : python.port(startedBy: first?.file))
        draft.listen = place.compose?.published[draft.port ?? 0]
        draft.health = draft.port == nil ? nil : HealthProbe(of: python)
        let start = StartCommand.find(python, port: draft.port)
        takeCommand(start, facts, &draft)
        takeCopies(start, facts, own, &draft)
        draft.variables = variables(of: python, facts, draft)
        for name in python.secretVariables { draft.secrets[name] = "\(project)/\(VariableKind.secretName(of: name))" }
        tellApart(&draft)
        noteTrouble(python, start, draft)
        return draft
    }

    /// What would only be seen once it runs.
    private mutating func noteTrouble(_ python: PythonApplication, _ start: StartCommand?, _ draft: ApplicationDraft) {
        if draft.python == nil, let framework = python.framework?.rawValue, python.code.contains(where: { $0.imports.contains(framework) })
        {
            notes.append(
                DraftNote(
                    "nothing says which packages '\(place.folder)' needs",
                    hint: "write them into \(Path.join(place.folder, "requirements.in")), and name it under 'python: {requirements: ...}'"))
        }
        if python.code.contains(where: { $0.path == start?.file && $0.bindsLoopback }),
            draft.command.contains(where: { $0.hasSuffix(".py") })
        {
            notes.append(
                DraftNote(
                    "'\(Path.join(place.folder, start?.file ?? ""))' listens on this machine alone, as far as can be seen",
                    hint: "let it listen on 0.0.0.0: a container is reached from outside"))
        }
    }

    /// Debian's Python where its version will do, since packages of Debian can go beside it; else the image of a registry.
    private mutating func takeBase(of python: PythonApplication, _ facts: DockerfileFacts?, _ draft: inout ApplicationDraft) {
        let packages = Set((facts?.debianPackages ?? []) + python.debianPackages).sorted()
        let wanted = facts?.pythonMinor ?? python.least
        let debian = DebianPython.atLeast(wanted)
        let isExact = facts?.pythonMinor == nil ? (wanted ?? 0) <= 13 : wanted == PythonVersion.minor(in: debian.version)
        if let wanted, !isExact, packages.isEmpty {
            let image = facts?.base.flatMap { $0.contains("alpine") || facts?.pythonMinor == nil ? nil : $0 }
            draft.base = .image(image ?? "python:3.\(wanted)-slim")
            draft.python?.version = "3.\(wanted)"
            return
        }
        if let wanted, !isExact {
            notes.append(
                DraftNote(
                    "Python 3.\(wanted) becomes \(debian.version) of Debian, because the image needs packages of Debian: \(packages.joined(separator: ", "))"
                ))
        }
        draft.base = .debian(debian, packages: packages)
    }

    private mutating func takeCommand(_ start: StartCommand?, _ facts: DockerfileFacts?, _ draft: inout ApplicationDraft) {
        let interpreter = draft.interpreter
        let given =
            (facts?.entrypoint ?? []) + (place.compose?.command.isEmpty == false ? place.compose?.command ?? [] : facts?.command ?? [])
        if let words = ProgramWords.translated(given, interpreter: interpreter) {
            (draft.entrypoint, draft.command) = (Array(words.prefix(1)), Array(words.dropFirst()))
        } else if let start {
            (draft.entrypoint, draft.command) = ([interpreter], start.arguments)
            if let note = start.note { notes.append(DraftNote("'\(place.name)': \(note)")) }
        } else {
            notes.append(
                DraftNote(
                    "nothing in '\(place.folder)' says how it is started", hint: "write 'entrypoint' and 'cmd' of image '\(place.name)'"))
        }
        if let facts, facts.workdir != "/" { draft.workdir = facts.workdir }
    }

    private mutating func takeCopies(_ start: StartCommand?, _ facts: DockerfileFacts?, _ own: SourceTree, _ draft: inout ApplicationDraft)
    {
        let copying = CopyDrafter(tree: tree, folder: place.folder)
        if let facts, !facts.entrypoint.isEmpty || !facts.command.isEmpty {
            let (copies, missing) = copying.copies(of: facts)
            draft.copies = copies
            for path in missing {
                notes.append(DraftNote("'\(path)', which '\(facts.path)' copies, is not there: it may be made by a build"))
            }
        }
        if draft.copies.isEmpty { draft.copies = copying.copies(from: start?.root ?? ".", to: draft.workdir) }
    }

    private mutating func variables(of python: PythonApplication, _ facts: DockerfileFacts?, _ draft: ApplicationDraft) -> [String: String]
    {
        var variables = [
            "LANG": "C.UTF-8", "HOME": "/tmp", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1",
        ]
        if draft.python != nil { variables["PATH"] = "/opt/venv/bin:/usr/local/bin:/usr/bin:/bin" }
        variables.merge(python.framework?.variables ?? [:]) { $1 }
        for read in python.reads where VariableKind(read.name) == .host { variables[read.name] = "0.0.0.0" }
        for (name, value) in told(by: facts) where variables[name] == nil { variables[name] = value }
        // A line for a shell often takes the port from whoever starts it.
        let usesPort = draft.command.contains { $0.contains("$PORT") || $0.contains("${PORT}") }
        if usesPort, variables["PORT"] == nil, let port = draft.port { variables["PORT"] = "\(port)" }
        return variables
    }

    /// The variables of the Dockerfile, without those that hold secrets, or that are the build's business.
    private mutating func told(by facts: DockerfileFacts?) -> [String: String] {
        var told: [String: String] = [:]
        for (name, value) in (facts?.variables ?? [:]).sorted(by: { $0.key < $1.key }) {
            if VariableKind(name) == .secret {
                notes.append(DraftNote("the value of '\(name)' in '\(facts?.path ?? "")' is not taken over: it looks like a secret"))
            } else if !["PIP_", "UV_", "POETRY_", "VIRTUAL_ENV"].contains(where: name.hasPrefix), name != "PATH", !value.contains("$") {
                told[name] = value
            }
        }
        return told
    }

    // MARK: Others

    /// What is in no language that is known: the Dockerfile's word, or all files as they are.
    private mutating func other(_ facts: DockerfileFacts?, _ own: SourceTree) -> ApplicationDraft {
        var draft = ApplicationDraft(name: place.name, folder: place.folder)
        let copying = CopyDrafter(tree: tree, folder: place.folder)
        guard let facts else {
            draft.copies = copying.copies(from: ".", to: "/app")
            return draft
        }
        draft.base = base(of: facts)
        (draft.entrypoint, draft.command) = (
            facts.entrypoint, place.compose?.command.isEmpty == false ? place.compose?.command ?? [] : facts.command
        )
        draft.workdir = facts.workdir
        draft.port = facts.ports.first ?? place.compose?.ports.first
        draft.listen = place.compose?.published[draft.port ?? 0]
        draft.health = draft.port == nil ? nil : .anything
        let (copies, missing) = copying.copies(of: facts)
        draft.copies = copies
        for path in missing { notes.append(DraftNote("'\(path)', which '\(facts.path)' copies, is not there: it may be made by a build")) }
        draft.variables = told(by: facts)
        for name in facts.variables.keys where VariableKind(name) == .secret {
            draft.secrets[name] = "\(project)/\(VariableKind.secretName(of: name))"
        }
        tellApart(&draft)
        if !facts.debianPackages.isEmpty {
            notes.append(
                DraftNote(
                    "packages of Debian cannot be added to an image of a registry: \(facts.debianPackages.joined(separator: ", "))",
                    hint: "use a base of Debian's packages instead: 'bases: {NAME: {debian: bookworm, packages: [...]}}'"))
        }
        return draft
    }

    private mutating func base(of facts: DockerfileFacts) -> ApplicationDraft.Base {
        guard let base = facts.base, base != "scratch" else { return .scratch }
        // An argument without a value, or something else that is no reference.
        guard base.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !base.contains(where: { "${}\"'".contains($0) }) else {
            notes.append(
                DraftNote(
                    "'\(facts.path)' begins with '\(base)', which is not known before it is built",
                    hint: "write 'base' of image '\(place.name)'"))
            return .scratch
        }
        return .image(Self.tagged(base))
    }

    /// A reference as the file takes it: `nginx` alone would be a name of the file.
    private static func tagged(_ image: String) -> String { image.contains(":") || image.contains("@") ? image : image + ":latest" }

    /// Secrets of one name get their variables' whole names.
    private func tellApart(_ draft: inout ApplicationDraft) {
        for (_, group) in Dictionary(grouping: draft.secrets.keys.sorted(), by: { draft.secrets[$0] ?? "" }) where group.count > 1 {
            for variable in group { draft.secrets[variable] = "\(project)/\(VariableKind.hyphenated(variable))" }
        }
    }
}
