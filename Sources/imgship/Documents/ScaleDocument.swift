import JSON
import Release

/// What `imgship scale --json` prints.
struct ScaleDocument: AnswerDocument {
    let outcome: ScalingOutcome

    var fields: JSONObject {
        let bounds: JSONValue =
            outcome.bounds.map {
                [
                    "minimum": JSONValue($0.minimum), "maximum": JSONValue($0.maximum), "suspended": .bool($0.isSuspended),
                    "scheduled": .bool($0.isScheduled),
                ]
            } ?? .null
        return [
            "name": .string(outcome.service.name), "cluster": .string(outcome.service.cluster),
            "service": .string(outcome.service.serviceName), "desired": JSONValue(outcome.desired),
            "desiredBefore": JSONValue(outcome.desiredBefore), "bounds": bounds,
        ]
    }
}
