import Discovery

/// What people read after a first file is written: what is in it, and what comes next.
struct InitSummary {
    private let draft: ProjectDraft
    private let file: String
    /// Words for every next command.
    private let option: String

    init(_ draft: ProjectDraft, file: String, option: String) {
        self.draft = draft
        self.file = file
        self.option = option
    }

    var lines: [String] {
        let found = draft.applications.filter(\.hasCommand).map { application in
            let kind = application.framework?.title ?? (application.python == nil ? "its own command" : "Python")
            return "found  \(application.name): \(kind)" + (application.port.map { " on port \($0)" } ?? "")
                + Self.place(application.folder)
        }
        return found + ["wrote  \(file)", "next   " + steps[0]] + steps.dropFirst().map { "       " + $0 }
    }

    private static func place(_ folder: String) -> String { folder == "." ? "" : ", in \(folder)" }

    private var steps: [String] {
        let runs = draft.applications.contains(where: \.hasCommand)
        guard runs else { return ["write 'base' and 'entrypoint' into \(file), then `imgship lock\(option)`"] }
        var steps = ["imgship lock\(option)", "imgship build\(option)"]
        guard draft.registry != nil else { return steps + ["write 'registry' into \(file) before you push"] }
        steps.append("imgship up\(option)")
        let secrets = Set(draft.applications.flatMap(\.secrets.values)).sorted()
        return Array(steps.prefix(2)) + secrets.map { "imgship secret set\(option) \($0)" } + steps.suffix(1)
    }
}
