/// Who releases what: tags of each revision.
package struct Provenance: Sendable, Hashable {
    package var commit: String?
    package var branch: String?
    package var actor: String?

    package init(commit: String? = nil, branch: String? = nil, actor: String? = nil) {
        self.commit = commit
        self.branch = branch
        self.actor = actor
    }

    var tags: [String: String] {
        ["imgship:commit": commit, "imgship:branch": branch, "imgship:actor": actor].compactMapValues { $0 }.mapValues(Self.tagValue)
    }

    /// As tags may be: `github-actions[bot]` and `fix#12` are not.
    private static func tagValue(_ text: String) -> String {
        String(text.map { TagRules.isTagCharacter($0) ? $0 : "_" }.prefix(TagRules.valueLimit))
    }
}
