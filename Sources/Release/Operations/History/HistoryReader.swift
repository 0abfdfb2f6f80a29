import AWS

/// Reads the deployments of a service; ECS keeps them for 90 days, and forgets those of a service that is deleted.
package struct HistoryReader: Sendable {
    private let ecs: ECSClient

    package init(_ clients: ReleaseClients) { ecs = clients.ecs }

    /// The newest first.
    /// - Throws: ``ServiceMissing``; `AWSError`.
    package func read(_ address: ServiceAddress, limit: Int) async throws -> [PastDeployment] {
        _ = try await ServiceFinder(ecs: ecs).service(address)
        let listed = try await ecs.listServiceDeployments(of: address.serviceName, in: address.cluster, limit: limit)
        let details = Self.byARN(try await ecs.describeServiceDeployments(listed.compactMap(\.arn)).found, \.arn)
        let revisions = Set(listed.compactMap(\.targetRevisionARN)).sorted()
        let brought = Self.byARN(try await ecs.describeServiceRevisions(revisions).found, \.arn)
        return listed.map { brief in
            let deployment = brief.arn.flatMap { details[$0] } ?? brief
            return Self.past(deployment, (brief.targetRevisionARN ?? deployment.targetRevisionARN).flatMap { brought[$0] })
        }
    }

    private static func past(_ deployment: ServiceDeployment, _ revision: ServiceRevision?) -> PastDeployment {
        let state = DeploymentState(deployment.statusName ?? "UNKNOWN")
        return PastDeployment(
            arn: deployment.arn ?? "", state: state, strategy: deployment.strategy, revision: revision?.taskDefinition,
            images: (revision?.images ?? []).map {
                DeployedImage(container: $0.containerName ?? "", reference: $0.image ?? "", resolved: $0.digest)
            }, startedAt: deployment.startedAt ?? deployment.createdAt, finishedAt: deployment.finishedAt ?? deployment.stoppedAt,
            reason: state.standing == .badlyOver ? reason(of: deployment) : nil)
    }

    private static func reason(of deployment: ServiceDeployment) -> String? {
        let alarms = deployment.triggeredAlarms
        let words = deployment.rollback?.reason ?? deployment.statusReason
        // A sentence of theirs, which goes on here.
        let sentence = words.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
        let parts = [sentence, alarms.isEmpty ? nil : "alarms: " + alarms.joined(separator: ", ")].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private static func byARN<Found>(_ items: [Found], _ arn: (Found) -> String?) -> [String: Found] {
        Dictionary(items.compactMap { item in arn(item).map { ($0, item) } }) { first, _ in first }
    }
}
