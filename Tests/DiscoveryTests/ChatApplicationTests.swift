import Configuration
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Discovery

/// The chat application of this repository, as its two folders tell it.
@Suite struct `The chat application` {
    private static let images = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent().appending(
        "images")

    private static func draft() throws -> ProjectDraft {
        let scan = try FolderScan(images)
        #expect(scan.isWhole)
        let pairs = scan.tree.paths.map { ("images/" + $0, scan.tree.text($0) ?? "") }
        var draft = ProjectDraft(of: SourceTree(Dictionary(uniqueKeysWithValues: pairs)), project: "llm-chat")
        draft.registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat"
        return draft
    }

    @Test func `is found whole`() throws {
        let draft = try Self.draft()
        #expect(draft.applications.map(\.name) == ["backend", "frontend"])
        #expect(draft.applications.map(\.framework) == [.fastapi, .gradio])
        #expect(draft.applications.map(\.port) == [8000, 7860])
        #expect(draft.applications.map(\.isPublic) == [false, true])
        #expect(draft.applications[0].secrets == ["OPENAI_API_KEY": "llm-chat/openai"])
        #expect(draft.applications[1].settings == ["BACKEND_URL": "http://backend:8000"])
        #expect(draft.applications[1].after == ["backend"])
        #expect(draft.notes.isEmpty, "\(draft.notes.map(\.text))")
        try expectGolden(DraftText(draft).text, "chat.yaml")
    }

    @Test func `makes a file without mistakes`() throws {
        let file = try ProjectFile.load(text: DraftText(Self.draft()).text, file: "imgship.yaml")
        #expect(file.services.keys.sorted() == ["backend", "frontend"])
        #expect(file.services["frontend"]?.loadBalancer?.listen == 7860)
    }
}
