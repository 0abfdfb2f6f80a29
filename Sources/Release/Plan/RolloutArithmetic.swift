/// How many tasks a rolling update may run and must keep.
/// - Source: ECS, `DeploymentConfiguration`: the maximum is rounded down, the minimum up.
package struct RolloutArithmetic: Sendable, Hashable {
    package let desired: Int
    package let minimumPercent: Int
    package let maximumPercent: Int

    package init(desired: Int, minimumPercent: Int, maximumPercent: Int) {
        self.desired = desired
        self.minimumPercent = minimumPercent
        self.maximumPercent = maximumPercent
    }

    /// Of a service: where traffic is moved, all new tasks run beside all old ones, whatever the percentages are.
    init(desired: Int, _ service: ServiceDefinition) {
        let isRolling = !service.settings.movesTraffic
        self.init(
            desired: desired, minimumPercent: isRolling ? service.minimumPercent : 100,
            maximumPercent: isRolling ? service.maximumPercent : 200)
    }

    /// Tasks that may run at once.
    package var most: Int { Self.saturated(desired, maximumPercent) / 100 }
    /// Tasks that must stay up.
    package var least: Int { (Self.saturated(desired, minimumPercent) + 99) / 100 }

    /// Whether any task can ever be replaced: one may be started beside the old ones, or one of those may be stopped first.
    package var canProgress: Bool { desired <= 0 || most > desired || least < desired }

    /// The least maximum with which one task more may be started.
    package var neededMaximum: Int { desired > 0 ? 100 + (100 + desired - 1) / desired : 200 }

    /// The largest minimum with which one task may be stopped first.
    package var neededMinimum: Int { desired > 0 ? Self.saturated(desired - 1, 100) / desired : 100 }

    private static func saturated(_ count: Int, _ percent: Int) -> Int {
        let (product, isOver) = count.multipliedReportingOverflow(by: percent)
        return isOver ? Int.max - 99 : product
    }
}
