import AWS
import JSON
import Release

/// What `imgship history --json` prints.
struct HistoryDocument: AnswerDocument {
    let service: ServiceAddress
    let deployments: [PastDeployment]

    var fields: JSONObject {
        [
            "name": .string(service.name), "cluster": .string(service.cluster), "service": .string(service.serviceName),
            "deployments": .array(deployments.map(Self.json)),
        ]
    }

    private static func json(_ deployment: PastDeployment) -> JSONValue {
        let time = { (seconds: Double?) in JSONValue(optional: seconds.map { UTCDate(Int64($0)).readable }) }
        return [
            "id": .string(deployment.arn), "state": .string(deployment.state.name), "strategy": .string(deployment.strategy),
            "revision": JSONValue(optional: deployment.revision),
            "images": .array(deployment.images.map(\.json)), "startedAt": time(deployment.startedAt),
            "finishedAt": time(deployment.finishedAt), "reason": JSONValue(optional: deployment.reason),
        ]
    }
}
