import AWS
import JSON

/// Finds what each service ran before, among its service deployments.
struct RollbackPlanner {
    let ecs: ECSClient

    init(_ engine: Releaser) { ecs = engine.clients.ecs }

    func plan(_ services: [ServiceAddress]) async throws -> RollbackPlan {
        var waves: [[RollbackPlan.Step]] = []
        for wave in ServiceAddress.waves(services).reversed() {
            var steps: [RollbackPlan.Step] = []
            for service in wave.reversed() { steps.append(try await step(service)) }
            waves.append(steps)
        }
        return RollbackPlan(waves: waves)
    }

    private func step(_ address: ServiceAddress) async throws -> RollbackPlan.Step {
        guard let service = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first, service.isActive else {
            throw ServiceMissing(service: address.serviceName, cluster: address.cluster, hint: nil)
        }
        let deployments = try await ecs.listServiceDeployments(of: address.serviceName, in: address.cluster, limit: 200)
        let newest = deployments.max { ($0.createdAt ?? 0) < ($1.createdAt ?? 0) }
        let current = service.taskDefinition
        if let newest, let arn = newest.arn, let status = newest.status, !status.isFinal {
            let isBusy = [.pending, .inProgress].contains(status)
            let action: RollbackPlan.Step.Action = isBusy ? .stop(deployment: arn) : .nothing(because: "it is on its way back already")
            return RollbackPlan.Step(service: address, current: current, action: action)
        }
        return RollbackPlan.Step(service: address, current: current, action: try await update(service, deployments))
    }

    /// To the last success before the one that runs; what failed is no candidate, however recent.
    private func update(_ service: ECSService, _ deployments: [ServiceDeployment]) async throws -> RollbackPlan.Step.Action {
        let successes = deployments.filter { $0.status == .successful }.sorted { ($0.createdAt ?? 0) > ($1.createdAt ?? 0) }
        let revisions = try await ecs.describeServiceRevisions(successes.compactMap(\.targetRevisionARN)).found
        // In the order of the deployments, which the answer does not keep.
        let history = successes.compactMap { success in revisions.first { $0.arn == success.targetRevisionARN } }
        let start = history.firstIndex { $0.taskDefinition == service.taskDefinition }.map { $0 + 1 } ?? 0
        let running = start > 0 ? history[start - 1] : nil
        for candidate in history[start...] where candidate.taskDefinition != service.taskDefinition {
            guard let name = candidate.taskDefinition else { continue }
            // An inactive revision cannot be deployed.
            guard try await isActive(name) else { continue }
            return .update(revision: name, fields: Self.fields(candidate, over: running))
        }
        return .nothing(because: "no earlier deployment of it was a success, as far as ECS knows (90 days)")
    }

    private func isActive(_ name: String) async throws -> Bool {
        do {
            return try await ecs.describeTaskDefinition(name).status != .inactive
        } catch let error as AWSError where error.isNotFound {
            return false
        }
    }

    private static func isShifted(_ balancers: JSONValue?) -> Bool {
        (balancers?.array ?? []).contains { ShiftedBalancer($0) != nil }
    }

    /// The settings that a service revision keeps and that differ from those of the one that runs.
    private static func fields(_ old: ServiceRevision, over running: ServiceRevision?) -> JSONObject {
        guard let running else { return [:] }
        var fields: JSONObject = [:]
        for key in ServiceDefinition.deploying where key != "taskDefinition" && old.json[key] != running.json[key] {
            // From before traffic was moved: the strategy of the service would refuse it.
            if key == "loadBalancers", isShifted(running.json[key]), !isShifted(old.json[key]) { continue }
            fields[key] = old.json[key] ?? (running.json[key]?.array != nil ? [] : nil)
        }
        return fields
    }
}
