import AWS
import Configuration
import Diagnostics
import HTTP

/// Lets CloudFormation compare a project's stack with its template, and waits for the outcome. Changes nothing.
package struct DriftDetector: Sendable {
    private let stacks: CloudFormationClient
    private let clock: RetryClock
    private let reporter: any Reporter

    /// A stack of two hundred resources takes a few minutes.
    static let limit = Duration.seconds(900)

    package init(_ client: AWSClient, clock: RetryClock, reporter: any Reporter) {
        stacks = CloudFormationClient(client)
        self.clock = clock
        self.reporter = reporter
    }

    /// - Throws: ``DriftError``, ``StackRefusal`` for a stack of somebody else or in a state that allows no comparison, `AWSError`.
    package func detect(_ project: ProjectFile) async throws -> DriftReport {
        let plan = try StackPlan(project)
        let identity = StackIdentity(plan)
        guard let stack = try await stacks.describeStack(identity.name), StackCondition(stack) != .absent else {
            throw DriftError(.noStack, stack: identity.name)
        }
        guard identity.owns(stack.tags) else { throw StackRefusal(code: .notOurs(tags: stack.tags), stack: identity.name) }
        guard [.steady, .halfway].contains(StackCondition(stack)) else {
            throw StackRefusal(code: .state(stack.status ?? "an unknown state"), stack: identity.name)
        }
        let id = stack.id ?? identity.name
        reporter.step("compares the stack '\(identity.name)' with its template")
        let detection = try await finished(try await stacks.detectStackDrift(of: id), identity.name)
        let drifts = try await stacks.describeStackResourceDrifts(of: id)
        let resources = drifts.compactMap { DriftedResource($0, isMoved: plan.movedRules.contains($0.logicalID ?? "")) }
        // What could be compared is told even where the rest could not.
        let gap = detection.detectionStatus == "DETECTION_FAILED" ? detection.reason ?? "CloudFormation does not say why" : nil
        return DriftReport(stack: identity.name, resources: resources.sorted { $0.logicalID < $1.logicalID }, gap: gap)
    }

    private func finished(_ detection: String, _ stack: String) async throws -> DriftDetection {
        let start = clock.elapsed()
        while true {
            let state = try await stacks.describeStackDriftDetectionStatus(detection)
            if state.detectionStatus != "DETECTION_IN_PROGRESS" { return state }
            if clock.elapsed() - start > Self.limit { throw DriftError(.late, stack: stack) }
            // Several that wait must not ask at once.
            try await clock.sleep(.seconds(3) * (0.9 + clock.random() / 5))
        }
    }
}
