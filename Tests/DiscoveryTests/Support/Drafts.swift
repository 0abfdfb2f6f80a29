import Configuration
import Testing

@testable import Discovery

/// A draft of a few files, which must make a file without mistakes.
func draft(
    _ texts: [String: String], others: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) throws -> ProjectDraft {
    let draft = ProjectDraft(of: SourceTree(texts, others: others), project: "shop")
    let text = DraftText(draft).text
    #expect(throws: Never.self, "\(text)", sourceLocation: sourceLocation) { try ProjectFile.load(text: text, file: "imgship.yaml") }
    return draft
}

/// The only application of a draft.
func application(
    _ texts: [String: String], others: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) throws -> ApplicationDraft {
    let found = try draft(texts, others: others, sourceLocation: sourceLocation).applications
    #expect(found.count == 1, sourceLocation: sourceLocation)
    return try #require(found.first, sourceLocation: sourceLocation)
}
