import Infrastructure
import JSON

/// What `imgship infra drift --json` prints.
struct DriftDocument: AnswerDocument {
    let report: DriftReport

    var fields: JSONObject { report.json }
}
