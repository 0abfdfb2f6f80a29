extension ApplicationDrafter {
    /// A draft of files alone, for a folder in which nothing is found that runs.
    static func plain(_ tree: SourceTree, name: String) -> ApplicationDraft {
        var draft = ApplicationDraft(name: name, folder: ".")
        draft.copies = CopyDrafter(tree: tree, folder: ".").copies(from: ".", to: "/app")
        return draft
    }
}
