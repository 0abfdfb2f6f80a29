import AWS
import Diagnostics

/// Something else runs than what was deployed.
package struct ProofError: UserFacingError, Equatable {
    package let service: String
    package let container: String
    /// Digests: `sha256:...`
    package let wanted: String
    package let found: String
    /// `service revision`, or `task 1a2b...`
    package let place: String

    package var summary: String { "'\(service)' does not run what was deployed" }
    package var reason: String? { "the container '\(container)' of the \(place) has \(found)\nwanted is \(wanted)" }
    package var hint: String? { "the tag may have been moved while ECS looked it up: release again" }
}

/// Compares the digests that ECS resolved, and that tasks run, with those that were deployed.
struct DeploymentProof: Sendable {
    let ecs: ECSClient
    /// Further digests that stand for the same image, by its own: those of an index's manifests.
    let manifests: [String: Set<String>]

    /// - Parameter wanted: digests by container; a container without one is not looked at.
    /// - Throws: ``ProofError``; what the calls throw.
    func prove(_ deployment: FollowedDeployment, record: ServiceDeployment?, wanted: [String: String]) async throws {
        guard !wanted.isEmpty else { return }
        if let revision = record?.targetRevisionARN {
            for image in try await ecs.describeServiceRevisions([revision]).found.flatMap(\.images) {
                try compare(deployment, image.containerName, image.digest, wanted, "service revision")
            }
        }
        let arns = try await ecs.listTasks(in: deployment.cluster, .startedBy(deployment.id, .running))
        for task in try await ecs.describeTasks(arns, in: deployment.cluster).found {
            for container in task.containers {
                try compare(deployment, container.name, container.imageDigest, wanted, "task \(task.id ?? "")")
            }
        }
    }

    private func compare(
        _ deployment: FollowedDeployment, _ container: String?, _ found: String?, _ wanted: [String: String], _ place: String
    ) throws(ProofError) {
        // AWS leaves a digest out where it has not resolved one.
        guard let container, let found, let wanted = wanted[container], found != wanted else { return }
        if manifests[wanted]?.contains(found) == true { return }
        throw ProofError(service: deployment.name, container: container, wanted: wanted, found: found, place: place)
    }
}
