import JSON
import Release

/// What `imgship exec --json` prints.
struct ExecDocument: AnswerDocument {
    let command: ExecCommand

    var fields: JSONObject {
        [
            "task": .string(command.task), "container": .string(command.container), "words": JSONValue(command.words),
            "line": .string(command.line),
        ]
    }
}
