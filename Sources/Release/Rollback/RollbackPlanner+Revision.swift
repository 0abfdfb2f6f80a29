import AWS

extension RollbackPlanner {
    /// The way to one revision that the user names.
    /// - Throws: ``RevisionUnusable``, ``ServiceMissing``, `AWSError`.
    func steps(of services: [ServiceAddress], to name: String) async throws -> [RollbackPlan.Step] {
        var steps: [RollbackPlan.Step] = []
        for address in services {
            let service = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first
            guard let service, service.isActive else {
                throw ServiceMissing(service: address.serviceName, cluster: address.cluster, hint: nil)
            }
            let current = service.taskDefinition
            let revision = try await revision(name, of: current.map(DeploymentWatch.shortName) ?? "")
            let action: RollbackPlan.Step.Action =
                revision == current ? .nothing(because: "which is the revision asked for") : .update(revision: revision, fields: [:])
            steps.append(RollbackPlan.Step(service: address, current: current, action: action))
        }
        return steps
    }

    /// The ARN of a revision that can be deployed.
    /// - Parameter current: `FAMILY:NUMBER` of what runs: a number alone is one of its family.
    private func revision(_ name: String, of current: String) async throws -> String {
        let family = current.split(separator: ":").first.map(String.init) ?? ""
        let full = Int(name) != nil ? "\(family):\(name)" : name
        do {
            let found = try await ecs.describeTaskDefinition(full)
            guard found.status != .inactive, let arn = found.arn else {
                throw RevisionUnusable(revision: name, reason: "it is inactive: it was pruned")
            }
            return arn
        } catch let error as AWSError where error.isNotFound || error.serviceCode == "ClientException" {
            throw RevisionUnusable(revision: name, reason: error.reason ?? error.summary)
        }
    }
}
