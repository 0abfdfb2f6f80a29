import JSON

/// Why ECS has nothing to say about one thing, or did not start a task.
package struct ECSFailure: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// Of what was asked for; for tasks that were not started, of the machine that could not take them.
    package var arn: String? { string("arn") }
    /// AWS's own word: `MISSING`, `RESOURCE:MEMORY`.
    package var reason: String? { string("reason") }
    package var detail: String? { string("detail") }

    /// There is no such thing (any more).
    package var isMissing: Bool { reason == "MISSING" }
    /// No machine has room, or Fargate has none at the moment: the same call may go well later.
    package var isLackOfCapacity: Bool {
        guard let reason else { return false }
        return reason.hasPrefix("RESOURCE:") || reason.lowercased().contains("capacity is unavailable")
    }

    /// For people: the reason, with its detail.
    package var words: String { [reason ?? "no reason given", detail].compactMap(\.self).joined(separator: ": ") }
}
