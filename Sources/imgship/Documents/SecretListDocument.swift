import AWS
import JSON
import Release

/// What `imgship secret list --json` prints.
struct SecretListDocument: AnswerDocument {
    let states: [SecretState]

    var fields: JSONObject { ["secrets": .array(states.map(Self.json))] }

    private static func json(_ state: SecretState) -> JSONValue {
        [
            "name": .string(state.secret.name), "arn": JSONValue(optional: state.arn), "exists": .bool(state.arn != nil),
            "deleting": .bool(state.isBeingDeleted), "changedAt": JSONValue(optional: state.changedAt.map { UTCDate(Int64($0)).readable }),
            "services": JSONValue(state.secret.services), "keys": JSONValue(state.secret.keys.sorted()),
        ]
    }
}
