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
    init(of plan: ServicePlan, before: RunningService) {
        var deploying: JSONObject = [:], quiet: JSONObject = [:]
        for key in plan.parameters.keys where key != "forceNewDeployment" {
            // An empty list takes away what the release has added; for other fields null would mean "as it is".
            let isList = plan.parameters[key]?.array != nil
            guard let old = before.service.fields[key] ?? (isList ? [] : nil) else { continue }
            if ServiceDefinition.deploying.contains(key) { deploying[key] = old } else { quiet[key] = old }
        }
        if plan.registration != nil, let revision = before.revision { deploying["taskDefinition"] = .string(revision) }
        self.deploying = deploying
        self.quiet = quiet
    }

    /// The request, with both kinds of fields or the quiet ones alone; nil when there is nothing to send.
    func request(for plan: ServicePlan, afterRollback: Bool) -> JSONObject? {
        let fields = afterRollback ? quiet : deploying.merging(quiet) { $1 }
        guard !fields.isEmpty else { return nil }
        return fields.merging(["cluster": .string(plan.cluster), "service": .string(plan.serviceName)]) { $1 }
    }
}
