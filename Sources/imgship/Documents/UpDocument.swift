import Diagnostics
import Infrastructure
import JSON
import Release

/// What `imgship up --json` prints: how it ended, and what became of each part as far as it came to that.
struct UpDocument: AnswerDocument {
    /// As of a release; `planned` and `refused` besides.
    let outcome: String
    let stack: PlannedStack?
    let secrets: [SecretOutcome]
    let missing: [SecretState]
    let release: ReleaseDocument?
    /// By service.
    let urls: [String: [String]]
    let error: (any UserFacingError)?

    var fields: JSONObject {
        [
            "outcome": .string(outcome), "stack": stack.map { .object($0.json) } ?? .null,
            "secrets": .array(
                secrets.map { ["name": .string($0.secret.name), "arn": .string($0.arn), "action": .string($0.action.rawValue)] }),
            "missingSecrets": JSONValue(missing.map(\.secret.name)), "release": release.map { .object($0.fields) } ?? .null,
            "urls": .object(urls.mapValues { JSONValue($0) }),
            "error": error.map {
                ["summary": .string($0.summary), "reason": JSONValue(optional: $0.reason), "hint": JSONValue(optional: $0.hint)]
            } ?? .null,
        ]
    }
}
