import Discovery
import JSON

/// What `imgship init --json` prints.
struct InitDocument: AnswerDocument {
    private let draft: ProjectDraft
    private let file: String

    init(_ draft: ProjectDraft, file: String) {
        self.draft = draft
        self.file = file
    }

    var fields: JSONObject {
        [
            "file": .string(file), "project": .string(draft.project), "registry": JSONValue(optional: draft.registry),
            "applications": .array(draft.applications.map(Self.json)),
            "notes": .array(
                draft.notes.map {
                    [
                        "text": .string($0.text), "hint": JSONValue(optional: $0.hint),
                        "location": JSONValue(optional: $0.location?.description),
                    ]
                }),
        ]
    }

    private static func json(_ application: ApplicationDraft) -> JSONValue {
        [
            "name": .string(application.name), "folder": .string(application.folder),
            "framework": JSONValue(optional: application.framework?.rawValue), "port": JSONValue(optional: application.port),
            "isPublic": .bool(application.isPublic), "command": JSONValue(application.entrypoint + application.command),
            "secrets": .object(application.secrets.mapValues { .string($0) }),
            "environment": .object(application.settings.mapValues { .string($0) }), "after": JSONValue(application.after),
        ]
    }
}
