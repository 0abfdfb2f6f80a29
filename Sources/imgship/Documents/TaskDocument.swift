import JSON
import Release

/// What `imgship task run --json` prints.
struct TaskDocument: AnswerDocument {
    let service: ServiceAddress
    let container: String
    /// ARN; nil for a task that was waited for.
    var task: String?
    /// Nil for one that was not.
    var exitCode: Int?

    var fields: JSONObject {
        [
            "name": .string(service.name), "cluster": .string(service.cluster), "service": .string(service.serviceName),
            "container": .string(container), "task": JSONValue(optional: task), "exitCode": JSONValue(optional: exitCode),
        ]
    }
}
