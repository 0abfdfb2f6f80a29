import JSON

/// What `imgship infra import --json` prints.
struct AdoptionDocument: AnswerDocument {
    let fields: JSONObject
}
