import Diagnostics
import Infrastructure
import JSON

/// What `imgship infra plan`, `apply` and `destroy` print with `--json`.
struct StackDocument: AnswerDocument {
    let fields: JSONObject

    init(fields: JSONObject) { self.fields = fields }

    init(_ applied: AppliedStack) {
        var fields = applied.planned.json
        fields["outcome"] = applied.planned.isEmpty ? "unchanged" : "applied"
        fields["outputs"] = JSONValue(applied.outputs)
        self.fields = fields
    }

    init(_ gone: Destruction) {
        self.fields = gone.json.merging(["outcome": gone.isEmpty ? "unchanged" : "destroyed"]) { $1 }
    }

    /// - Parameter refusal: what kept the stack from being touched.
    init(_ refusal: any UserFacingError, stack: String) {
        fields = [
            "stack": .string(stack), "outcome": "refused", "summary": .string(refusal.summary),
            "reason": JSONValue(optional: refusal.reason),
            "hint": JSONValue(optional: refusal.hint),
        ]
    }

    init(_ failure: StackFailure) {
        fields = [
            "stack": .string(failure.stack), "outcome": failure.isTakenBack ? "taken-back" : "failed", "failure": failure.json,
        ]
    }
}
