import JSON

/// What to send to make a service what it was before a release.
struct Restoration: Sendable, Hashable {
    /// Fields of `UpdateService` that start a deployment: task definition, network, load balancers.
    let deploying: JSONObject
    /// The others, which ECS does not take back by itself.
    let quiet: JSONObject

    /// - Parameters:
    ///   - plan: what the release changed.
    ///   - before: the service as it was.
    ///   - now: as it is, where only what differs is to be sent; nil: all that the release changed.
    init(of plan: ServicePlan, before: RunningService, from now: RunningService? = nil) {
        var deploying: JSONObject = [:], quiet: JSONObject = [:]
        for key in plan.parameters.keys where key != "forceNewDeployment" {
            guard let old = before.service.fields[key] ?? Self.nothing(of: key, plan.parameters[key]) else { continue }
            if let now, (now.service.fields[key] ?? Self.nothing(of: key, plan.parameters[key])) == old { continue }
            if ServiceDefinition.deploying.contains(key) { deploying[key] = old } else { quiet[key] = old }
        }
        if plan.registration != nil, let revision = before.revision, now?.revision != revision {
            deploying["taskDefinition"] = .string(revision)
        }
        self.deploying = deploying
        self.quiet = quiet
    }

    /// What takes away a field that the release has added: null would mean "as it is". Nil where nothing does.
    private static func nothing(of key: String, _ added: JSONValue?) -> JSONValue? {
        if key == "serviceConnectConfiguration" { return ["enabled": false] }
        return added?.array != nil ? [] : nil
    }

    /// The request, with both kinds of fields or the quiet ones alone; nil when there is nothing to send.
    func request(for plan: ServicePlan, afterRollback: Bool) -> JSONObject? {
        let fields = afterRollback ? quiet : deploying.merging(quiet) { $1 }
        guard !fields.isEmpty else { return nil }
        return fields.merging(["cluster": .string(plan.cluster), "service": .string(plan.serviceName)]) { $1 }
    }
}
