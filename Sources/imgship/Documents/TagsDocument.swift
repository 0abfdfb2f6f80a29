/// What `imgship tags --json` prints.
struct TagsDocument: OutputDocument {
    let schema = 1
    /// With its registry.
    let repository: String
    /// In natural order: `1.9` before `1.10`.
    let tags: [String]
}
