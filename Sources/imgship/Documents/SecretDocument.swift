import JSON
import Release

/// What `imgship secret set --json` prints.
struct SecretDocument: AnswerDocument {
    let outcome: SecretOutcome
    let key: String?

    var fields: JSONObject {
        [
            "name": .string(outcome.secret.name), "key": JSONValue(optional: key), "arn": .string(outcome.arn),
            "action": .string(outcome.action.rawValue), "services": JSONValue(outcome.secret.services),
        ]
    }
}
