/// What a release does, service by service.
package struct ReleasePlan: Sendable {
    /// Each after those it waits for.
    package let services: [ServicePlan]
    /// The same by name: those of one wave may go at once, each wave after the health of the one before.
    package let waves: [[String]]

    package init(_ composed: [ComposedService], isForced: Bool = false) {
        let plans = composed.map { ServicePlan($0, isForced: isForced) }
        let wave = Self.levels(plans.map { ($0.name, $0.after) })
        services = plans.enumerated().sorted { (wave[$0.element.name] ?? 0, $0.offset) < (wave[$1.element.name] ?? 0, $1.offset) }
            .map(\.element)
        let ordered = services
        waves = (0...(wave.values.max() ?? 0)).map { level in ordered.map(\.name).filter { wave[$0] == level } }.filter { !$0.isEmpty }
    }

    /// Nothing is to be changed anywhere; tags aside.
    package var isEmpty: Bool { services.allSatisfy { $0.action == .nothing } }

    /// How many steps come before each service. A cycle, which the file is refused for, ends the count.
    static func levels(_ plans: [(name: String, after: [String])]) -> [String: Int] {
        let names = Set(plans.map(\.name))
        var levels = Dictionary(plans.map { ($0.name, 0) }) { first, _ in first }
        for _ in plans.indices {
            for plan in plans {
                let needed = plan.after.filter { names.contains($0) && $0 != plan.name }.compactMap { levels[$0] }.max().map { $0 + 1 } ?? 0
                levels[plan.name] = min(max(levels[plan.name] ?? 0, needed), plans.count - 1)
            }
        }
        return levels
    }
}
