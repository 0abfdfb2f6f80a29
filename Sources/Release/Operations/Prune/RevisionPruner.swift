import AWS
import Diagnostics

/// Takes old revisions of task definitions away: those that nothing uses and nobody goes back to.
package struct RevisionPruner: Sendable {
    private let ecs: ECSClient
    private let reporter: any Reporter

    package init(_ clients: ReleaseClients, reporter: any Reporter) {
        ecs = clients.ecs
        self.reporter = reporter
    }

    /// What happens to a revision that goes.
    package enum Removal: Sendable {
        /// Nothing can be deployed from it any more; it can still be read.
        case deregister
        /// As well as that, it is gone for ever.
        case delete
    }

    /// Looks at the families of the services, and at every service of their clusters; changes nothing.
    /// - Throws: ``ServiceMissing``; `AWSError`.
    package func plan(_ addresses: [ServiceAddress], keep: Int, _ removal: Removal) async throws -> PrunePlan {
        let finder = ServiceFinder(ecs: ecs)
        var families: Set<String> = []
        var use = RevisionUse()
        for address in addresses {
            let service = try await finder.service(address)
            if let arn = service.taskDefinition { families.insert(Self.family(of: arn)) }
            try await addDeployments(of: address, to: &use)
        }
        for cluster in Set(addresses.map(\.cluster)).sorted() { try await addServices(of: cluster, to: &use) }
        var revisions: [PrunePlan.Revision] = []
        for family in families.sorted() {
            for cluster in Set(addresses.map(\.cluster)) { try await addTasks(of: family, in: cluster, to: &use) }
            let active = try await list(family, .active)
            let inactive = removal == .delete ? try await list(family, .inactive) : []
            revisions += PrunePlan.decide(active: active, inactive: inactive, use, keep: keep)
        }
        return PrunePlan(revisions: revisions)
    }

    /// Does what was planned; ECS lets an account take one revision a second away.
    /// - Throws: `AWSError`; `CancellationError`; what is done until then stays done.
    package func carryOut(_ plan: PrunePlan, _ removal: Removal) async throws {
        for revision in plan.removed where revision.isActive {
            _ = try await ecs.deregisterTaskDefinition(revision.arn)
            reporter.step("gone   \(revision.name)")
        }
        guard removal == .delete else { return }
        for failure in try await ecs.deleteTaskDefinitions(plan.removed.map(\.arn)).failures {
            reporter.warn("'\(failure.arn.map(DeploymentWatch.shortName) ?? "?")' was not deleted: \(failure.words)")
        }
    }

    private func addDeployments(of address: ServiceAddress, to use: inout RevisionUse) async throws {
        let deployments = try await ecs.listServiceDeployments(of: address.serviceName, in: address.cluster)
        let arns = Set(deployments.compactMap(\.targetRevisionARN)).sorted()
        let found = try await ecs.describeServiceRevisions(arns).found
        var good: Set<String> = [], brought: Set<String> = []
        for deployment in deployments {
            guard let revision = found.first(where: { $0.arn == deployment.targetRevisionARN })?.taskDefinition else { continue }
            brought.insert(revision)
            // What is under way may yet go well.
            if DeploymentState(deployment.statusName ?? "").standing != .badlyOver { good.insert(revision) }
        }
        use.deployed.formUnion(good)
        use.failed = use.failed.union(brought).subtracting(use.deployed)
    }

    /// Whatever any service of the cluster wants: families are sometimes shared.
    private func addServices(of cluster: String, to use: inout RevisionUse) async throws {
        let names = try await ecs.listServices(in: cluster)
        for service in try await ecs.describeServices(names, in: cluster).found {
            use.running.formUnion(([service.taskDefinition] + service.deployments.map(\.taskDefinition)).compactMap(\.self))
        }
    }

    private func addTasks(of family: String, in cluster: String, to use: inout RevisionUse) async throws {
        let arns = try await ecs.listTasks(in: cluster, .family(family, .running))
        use.running.formUnion(try await ecs.describeTasks(arns, in: cluster).found.compactMap(\.taskDefinitionARN))
    }

    /// The prefix that ECS asks for may also fit longer names; and not everyone sorts as asked.
    private func list(_ family: String, _ status: ECSTaskDefinition.Status) async throws -> [String] {
        let arns = try await ecs.listTaskDefinitions(family: family, status)
        return arns.filter { Self.family(of: $0) == family }.sorted { Self.number(of: $0) > Self.number(of: $1) }
    }

    private static func family(of arn: String) -> String {
        let name = DeploymentWatch.shortName(arn)
        return String(name.prefix { $0 != ":" })
    }

    private static func number(of arn: String) -> Int { Int(arn.split(separator: ":").last ?? "") ?? 0 }
}
