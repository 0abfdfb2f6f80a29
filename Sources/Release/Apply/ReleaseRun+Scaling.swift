import AWS

extension ReleaseRun {
    /// Scales services as the file has it: last, so that a release that is taken back has left scaling as it was.
    mutating func scale() async throws {
        for plan in prepared.plan.services where !plan.scaling.isEmpty {
            do {
                try await ScalingChange(scaling: engine.clients.scaling).carryOut(plan.scaling, of: plan.scalable)
            } catch let error as AWSError {
                throw failure(
                    .refused, .failed, "the scaling of '\(plan.name)' is not as it is wanted",
                    reason: [error.summary, error.reason, "all services run as they are wanted"].compactMap(\.self)
                        .joined(separator: "\n"),
                    hint: error.hint)
            }
            if plan.action == .scale { record[plan.name]?.state = .succeeded }
            engine.reporter.step("\(plan.name): " + plan.scaling.words)
        }
    }
}

extension ScalingPlan {
    /// What was done, once it was.
    fileprivate var words: String {
        if ends { return "is not scaled any more" }
        return changes.map { change in "\(change.label) " + (change.to ?? "no more") }.joined(separator: ", ")
    }
}
