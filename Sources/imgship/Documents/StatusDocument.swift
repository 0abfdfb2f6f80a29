import AWS
import JSON
import Release

/// What `imgship status --json` prints.
struct StatusDocument: AnswerDocument {
    let services: [ServiceStatus]

    var fields: JSONObject { ["services": .array(services.map(Self.json))] }

    private static func json(_ service: ServiceStatus) -> JSONValue {
        let found = service.found
        let fields: JSONObject = [
            "name": .string(service.address.name), "cluster": .string(service.address.cluster),
            "service": .string(service.address.serviceName), "exists": .bool(found != nil),
            "revision": JSONValue(optional: found?.revision),
            "images": .array((found?.images ?? []).map(\.json)), "desired": JSONValue(optional: found?.desired),
            "running": JSONValue(optional: found?.running), "pending": JSONValue(optional: found?.pending),
            "deployment": found?.deployment.map(json) ?? .null, "health": found?.health.map(json) ?? .null,
            "urls": JSONValue(found?.urls ?? []),
        ]
        return .object(fields)
    }

    private static func json(_ deployment: ServiceStatus.Deployment) -> JSONValue {
        [
            "id": JSONValue(optional: deployment.arn), "state": .string(deployment.state.name),
            "reason": JSONValue(optional: deployment.reason),
            "since": JSONValue(optional: deployment.since.map { UTCDate(Int64($0)).readable }),
            "stage": JSONValue(optional: deployment.stage),
            "traffic": deployment.traffic.map(JSONValue.init(percent:)) ?? .null,
            "isPaused": .bool(deployment.pause != nil),
        ]
    }

    private static func json(_ health: ServiceStatus.Health) -> JSONValue {
        ["healthy": JSONValue(health.healthy), "total": JSONValue(health.total), "judge": .string(health.judge.rawValue)]
    }
}

extension DeployedImage {
    var json: JSONValue {
        [
            "container": .string(container), "reference": .string(reference), "tag": JSONValue(optional: tag),
            "digest": JSONValue(optional: digest),
        ]
    }
}
