extension ProjectDraft {
    /// Reads a folder's files as a newcomer would: what runs here, on what, and what does it need?
    ///
    /// Never fails: what is not found is a note, and a folder of nothing known gives a draft to be filled in.
    /// - Parameters:
    ///   - tree: of the folder that `imgship.yaml` will be in.
    ///   - project: a name as the file has names.
    package init(of tree: SourceTree, project: String) {
        let path = ComposeFile.names.first(where: tree.has)
        let compose = path.flatMap { path in tree.text(path).map { ComposeFile($0, path: path) } }
        var drafts: [ApplicationDraft] = [], codes: [String: PythonApplication] = [:], services: [String: ComposeFile.Service] = [:]
        var notes = compose?.notes ?? []
        for place in ApplicationFinder(tree: tree, compose: compose, project: project).find() {
            var drafter = ApplicationDrafter(tree, place, project: project)
            let (draft, code) = drafter.draft()
            drafts.append(draft)
            codes[draft.name] = code
            services[draft.name] = place.compose
            notes += drafter.notes
        }
        if drafts.isEmpty {
            notes.append(Self.nothingFound)
            drafts = [ApplicationDrafter.plain(tree, name: project)]
        }
        notes += Self.finished(compose)
        let untaken = Set(compose?.services.map(\.name) ?? []).subtracting(services.values.map(\.name))
        let neighbours = Neighbours(drafts, codes, services, untaken: untaken, project: project)
        notes += neighbours.drafts.flatMap { draft in
            draft.foreignVariables.sorted { $0.key < $1.key }.map { variable, service in
                DraftNote(
                    "'\(variable)' of '\(draft.name)' is not set: it leads to '\(service)', which is not taken over",
                    hint: "write where that is below 'env', or as a secret, once it runs somewhere",
                    at: .init(file: compose?.path ?? "", line: services[draft.name]?.line))
            }
        }
        self.init(project: project, registry: nil, applications: neighbours.drafts, notes: notes)
    }

    private static let nothingFound = DraftNote(
        "no application is found: no requirements.txt, requirements.in, pyproject.toml or Dockerfile, here or in the folders below",
        hint: "the file copies what is here as it is: write 'base' and 'entrypoint'")

    /// Services of the compose file that are others' images.
    private static func finished(_ compose: ComposeFile?) -> [DraftNote] {
        (compose?.services ?? []).filter { $0.context == nil && $0.image != nil }.map { service in
            DraftNote(
                "service '\(service.name)' (\(service.image ?? "")) is not taken over: a task of Fargate keeps no data",
                hint: "use a service of AWS for it, as RDS or ElastiCache, and give its address as a secret",
                at: .init(file: compose?.path ?? "", line: service.line))
        }
    }
}
