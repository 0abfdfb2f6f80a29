import JSON
import Release

/// What `imgship doctor --json` prints.
struct CheckupDocument: AnswerDocument {
    let lines: [CheckupLine]

    var fields: JSONObject {
        [
            "checks": .array(
                lines.map {
                    [
                        "subject": .string($0.subject), "state": .string($0.state.rawValue), "words": .string($0.words),
                        "remedy": JSONValue(optional: $0.remedy),
                    ]
                })
        ]
    }
}
