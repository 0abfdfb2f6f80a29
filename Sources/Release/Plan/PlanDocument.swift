import JSON

/// A plan as `--json` prints it.
package enum PlanDocument {
    /// Schema 1; the keys are a contract.
    package static func json(_ plan: ReleasePlan) -> JSONValue {
        ["schema": 1, "services": .array(plan.services.map(service)), "waves": .array(plan.waves.map { JSONValue($0) })]
    }

    private static func service(_ service: ServicePlan) -> JSONValue {
        var fields: JSONObject = [
            "name": .string(service.name), "cluster": .string(service.cluster), "service": .string(service.serviceName),
            "action": .string(service.action.rawValue), "registers": .bool(service.registration != nil), "deploys": .bool(service.deploys),
            "scales": .bool(!service.scaling.isEmpty),
            "changes": .array(service.changes.flatMap { changes($0, path: []) }), "after": JSONValue(service.after),
            "parameters": JSONValue(service.parameters.keys.sorted()), "tags": JSONValue(service.newTags),
            "revision": service.currentRevision.map { .string($0) } ?? .null,
        ]
        if service.deploys {
            let arithmetic = service.arithmetic
            fields["tasks"] = [
                "desired": JSONValue(arithmetic.desired), "most": JSONValue(arithmetic.most), "least": JSONValue(arithmetic.least),
            ]
        } else {
            fields["tasks"] = .null
        }
        return .object(fields)
    }

    /// Groups are in the path of what is in them.
    private static func changes(_ change: Change, path: [String]) -> [JSONValue] {
        let path = path + [change.label]
        if !change.children.isEmpty { return change.children.flatMap { changes($0, path: path) } }
        return [
            [
                "path": JSONValue(path), "kind": .string(change.kind.rawValue), "from": change.from.map { .string($0) } ?? .null,
                "to": change.to.map { .string($0) } ?? .null,
            ]
        ]
    }
}
