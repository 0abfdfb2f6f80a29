/// A release that the checks have let pass and that has changed nothing yet.
package struct PreparedRelease: Sendable {
    /// Its name, which all revisions that it registers bear as the tag `imgship:release`.
    package let release: String
    package let plan: ReleasePlan
    /// What is doubtful, and does not stand in the way.
    package let warnings: [ReleaseFinding]
    /// Log groups that the tasks write to and that are not there.
    package let missingLogGroups: [MissingLogGroup]
    let composed: [String: ComposedService]

    init(
        _ release: String, _ composed: [ComposedService], isForced: Bool, warnings: [ReleaseFinding], missingLogGroups: [MissingLogGroup]
    ) {
        self.release = release
        plan = ReleasePlan(composed, isForced: isForced)
        let changed = Set(plan.services.filter(\.isChanged).map(\.name))
        self.warnings = warnings
        self.missingLogGroups = missingLogGroups.filter { changed.contains($0.service) }
        self.composed = Dictionary(composed.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Nothing has to be done.
    package var isEmpty: Bool { plan.isEmpty }

    /// Nothing is changed, if something may be followed.
    package var changesNothing: Bool { plan.services.allSatisfy { $0.action == .nothing || $0.action == .follow } }

    /// The plan as a person reads it, without colour and without a newline at the end.
    package var text: String {
        let lines = missingLogGroups.map(\.text)
        return PlanText(plan).text + (lines.isEmpty ? "" : "\n\nbefore that\n" + lines.map { "  " + $0 }.joined(separator: "\n"))
    }
}

/// A log group to make before the first task writes to it.
package struct MissingLogGroup: Sendable, Hashable {
    package let service: String
    package let name: String
    /// In days.
    package let retention: Int

    /// How long lines are kept when the file does not say so: CloudWatch would keep, and charge for, them for ever.
    package static let standardRetention = 30

    package var text: String { "creates the log group \(name), lines are kept for \(retention) \(retention == 1 ? "day" : "days")" }
}
