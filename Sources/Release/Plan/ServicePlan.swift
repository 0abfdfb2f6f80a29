import AWS
import Configuration
import JSON

/// What a release does to one service.
package struct ServicePlan: Sendable {
    package enum Action: String, Sendable, CaseIterable {
        case create, update
        /// It runs as it is wanted, and is to be scaled in another way.
        case scale
        /// It is wanted as it is, and its deployment is not over yet.
        case follow
        /// It runs, and is scaled, as it is wanted.
        case nothing
    }

    /// As in the file.
    package let name: String
    package let cluster: String
    package let serviceName: String
    package let action: Action
    /// What to register first; nil when the running revision is the wanted one.
    package let registration: TaskDefinition?
    /// The revision that runs, by its ARN.
    package let currentRevision: String?
    /// Differences of the task definition, then of the service, then of its scaling.
    package let changes: [Change]
    /// Fields of `CreateService` or `UpdateService`, without task definition, cluster, name and token.
    package let parameters: JSONObject
    /// Whether tasks are replaced: some changes only hold for tasks that are started later.
    package let deploys: Bool
    /// Tags to set on the service itself, which `UpdateService` cannot.
    package let newTags: [String: String]
    package let arithmetic: RolloutArithmetic
    /// How its deployments will go.
    package let settings: DeploymentSettings
    package let after: [String]
    package let scaling: ScalingPlan
    package let beforeRelease: ReleaseTaskSpec?
    /// How far the deployment of what runs is.
    package let rollout: RunningRollout
    /// ARN of the revision that it replaces, where it is not over.
    package let replacedRevision: String?
    /// Whether ECS has nothing to take it back to.
    package let isFirst: Bool

    /// Compares what is wanted with what runs.
    /// - Parameter isForced: tasks are replaced even when nothing changed, so that they read their secrets anew.
    package init(_ composed: ComposedService, isForced: Bool = false) {
        name = composed.name
        cluster = composed.cluster
        serviceName = composed.serviceName
        after = composed.after
        scaling = ScalingPlan(composed)
        beforeRelease = composed.beforeRelease
        let running = composed.running.flatMap { $0.isActive ? $0 : nil }
        let effective = composed.effective
        arithmetic = RolloutArithmetic(desired: composed.desired, effective)
        settings = effective.settings
        let taskChanges = TaskDifference.changes(from: running?.task, to: composed.task)
        currentRevision = running?.revision
        rollout = running?.rollout ?? .settled
        replacedRevision = running?.replacedRevision
        isFirst = running?.isFirst ?? true
        guard let running else {
            let wanted = composed.service ?? ServiceDefinition([:])
            let apart = ["serviceName", "cluster", "taskDefinition", "clientToken"]
            action = .create
            registration = composed.task
            parameters = wanted.fields.filter { !apart.contains($0.key) && $0.value != .null }
            changes = taskChanges + Self.additions(parameters) + scaling.changes
            deploys = true
            newTags = [:]
            return
        }
        // Whoever could not look at the scaling that the file wants leaves the number to it.
        let decidesCount = (!running.isScaled || scaling.ends) && (composed.scaling == nil || running.scaling != nil)
        let difference = composed.service.map { ServiceDifference(from: running, to: $0, decidesCount: decidesCount) }
        var update = difference?.update ?? [:]
        let isDeployed = !taskChanges.isEmpty || update.keys.contains(where: ServiceDefinition.deploying.contains)
        // New capacity would else wait for the next release.
        let isMoved = update["capacityProviderStrategy"] != nil && !isDeployed
        // What is wanted was tried, and does not run: it is tried again.
        let isRetried = if case .failed = running.rollout { !isDeployed } else { false }
        if isForced || isMoved || isRetried { update["forceNewDeployment"] = true }
        registration = taskChanges.isEmpty ? nil : composed.task
        parameters = update
        changes = taskChanges + (difference?.changes ?? []) + scaling.changes
        deploys = isDeployed || isForced || isMoved || isRetried
        let tags = running.service.tags
        newTags = running.bearsTags ? (composed.service?.tags ?? [:]).filter { tags[$0.key] != $0.value } : [:]
        let isUpdated = registration != nil || !update.isEmpty
        let isOver = running.rollout != .underWay
        action = isUpdated ? .update : !scaling.isEmpty ? .scale : isOver ? .nothing : .follow
    }

    /// Whether the deployment that goes on is waited for, since this release starts none.
    package var follows: Bool { rollout == .underWay && !deploys }

    /// Whether ECS has to be told something of the service.
    package var isChanged: Bool { action == .create || action == .update }

    /// The service as Application Auto Scaling names it.
    var scalable: ScalableService { ScalableService(cluster: DeploymentWatch.shortName(cluster), service: serviceName) }

    /// What a new service is, without what goes without saying.
    private static func additions(_ fields: JSONObject) -> [Change] {
        let told = fields.filter { $0.key != "tags" && $0.key != "desiredCount" && !DefinitionSummary.isExpected($0.key, $0.value) }
        return FieldDifference.changes([:], told)
    }

    /// What `CreateService` takes.
    /// - Parameters:
    ///   - revision: the full ARN of the registered revision.
    ///   - token: makes a second call the same call; at most 36 characters.
    package func creation(revision: String, token: String) -> JSONObject {
        var fields = parameters
        fields["cluster"] = .string(cluster)
        fields["serviceName"] = .string(serviceName)
        fields["taskDefinition"] = .string(revision)
        fields["clientToken"] = .string(token)
        return fields
    }

    /// What `UpdateService` takes.
    /// - Parameter revision: the full ARN of the registered revision; nil when none was.
    package func update(revision: String?) -> JSONObject {
        var fields = parameters
        fields["cluster"] = .string(cluster)
        fields["service"] = .string(serviceName)
        if let revision { fields["taskDefinition"] = .string(revision) }
        return fields
    }
}
