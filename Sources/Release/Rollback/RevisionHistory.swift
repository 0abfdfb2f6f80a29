import AWS

/// What a service has run, by the deployments that ECS still knows: those of 90 days.
struct RevisionHistory: Sendable {
    /// Service revisions of successful deployments, the newest first.
    let successes: [ServiceRevision]
    /// ARNs of task definitions that deployments brought, whatever became of those.
    private let tried: Set<String>

    /// - Parameters:
    ///   - deployments: in any order.
    ///   - revisions: what they brought.
    init(_ deployments: [ServiceDeployment], _ revisions: [ServiceRevision]) {
        let newest = deployments.sorted { ($0.createdAt ?? 0) > ($1.createdAt ?? 0) }
        let brought = { (deployment: ServiceDeployment) in revisions.first { $0.arn == deployment.targetRevisionARN } }
        successes = newest.filter { $0.status == .successful }.compactMap(brought)
        tried = Set(newest.compactMap { brought($0)?.taskDefinition })
    }

    /// Whether a task definition was deployed, and never with success.
    func hasFailed(_ definition: String) -> Bool {
        tried.contains(definition) && !successes.contains { $0.taskDefinition == definition }
    }

    /// What ran before a task definition did.
    ///
    /// Successes are read as a stack: who comes back to a revision has taken back all that came after it.
    /// - Returns: its ARN; for one that never was a success, the last that was.
    func before(_ definition: String) -> String? {
        var stack: [String] = []
        for name in successes.reversed().compactMap(\.taskDefinition) {
            if let index = stack.lastIndex(of: name) { stack.removeSubrange((index + 1)...) } else { stack.append(name) }
        }
        guard let index = stack.lastIndex(of: definition) else { return stack.last }
        return index > 0 ? stack[index - 1] : nil
    }
}
