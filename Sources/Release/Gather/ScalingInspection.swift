import AWS
import Diagnostics

/// Asks how services are scaled. Changes nothing.
struct ScalingInspection {
    private let scaling: AutoScalingClient
    private let reporter: any Reporter

    init(_ scaling: AutoScalingClient, reporter: any Reporter) {
        self.scaling = scaling
        self.reporter = reporter
    }

    /// - Parameter cluster: a name or an ARN.
    /// - Returns: for each service how it is scaled; none for someone who may not ask.
    func look(at names: [String], in cluster: String) async throws -> [String: RunningScaling] {
        let services = names.map { ScalableService(cluster: DeploymentWatch.shortName(cluster), service: $0) }
        do {
            let targets = try await scaling.describeScalableTargets(services)
            var found = Dictionary(names.map { ($0, RunningScaling()) }) { first, _ in first }
            for service in services {
                guard let target = targets.first(where: { $0.resourceID == service.resourceID }) else { continue }
                found[service.service] = try await state(of: target, service)
            }
            return found
        } catch let error as AWSError where error.isDenial {
            reporter.warn(
                "how services are scaled is not known: that stays as it is, and their number of tasks may be set back", hint: error.hint)
            return [:]
        }
    }

    private func state(of target: ScalableTarget, _ service: ScalableService) async throws -> RunningScaling {
        RunningScaling(
            target, try await scaling.describeScalingPolicies(of: service), try await scaling.describeScheduledActions(of: service))
    }
}
