/// A plan as a person reads it: a block a service, nothing wider than it must be.
package struct PlanText {
    private let plan: ReleasePlan

    package init(_ plan: ReleasePlan) {
        self.plan = plan
    }

    /// Lines without colour and without a newline at the end.
    package var text: String {
        let blocks = plan.services.map(block)
        return (blocks + [Self.summary(of: plan)]).joined(separator: "\n\n")
    }

    private func block(_ service: ServicePlan) -> String {
        var lines = ["\(service.name): \(Self.headline(of: service))"]
        let shown = Self.flattened(service)
        let width = min(Self.width(of: shown, depth: 0), 44)
        lines += shown.flatMap { Self.lines(of: $0, depth: 0, width: width) }
        lines += Self.notes(on: service).map { "  " + $0 }
        return lines.joined(separator: "\n")
    }

    // MARK: Words that all renderings share

    static func headline(of service: ServicePlan) -> String {
        switch service.action {
        case .create: return "create in cluster \(service.cluster)"
        case .nothing: return "no change"
        case .scale: return "scaling alone"
        case .follow: return "no change; the rollout of \(revision(of: service)) goes on"
        case .update:
            let revision = revision(of: service)
            return service.registration == nil ? "update, still \(revision)" : "update, a new revision after \(revision)"
        }
    }

    private static func revision(of service: ServicePlan) -> String {
        service.currentRevision.map { String($0.split(separator: "/").last ?? "") } ?? service.serviceName
    }

    /// What it means for tasks and tags.
    static func notes(on service: ServicePlan) -> [String] {
        var notes: [String] = []
        let arithmetic = service.arithmetic
        let tasks = { (count: Int) in "\(count) \(count == 1 ? "task" : "tasks")" }
        if service.action == .create {
            notes.append(arithmetic.desired == 0 ? "starts no task yet" : "starts \(tasks(arithmetic.desired))")
        } else if service.deploys {
            let least = "\(arithmetic.least) \(arithmetic.least == 1 ? "stays" : "stay") up"
            let replaced = "replaces \(tasks(arithmetic.desired)): at most \(arithmetic.most) run at once, at least \(least)"
            notes.append(arithmetic.desired == 0 ? "no task runs, none is replaced" : replaced)
            notes += ShiftWords.lines(service.settings)
        } else if service.action == .update {
            notes.append("replaces no task: it holds for those that start later")
        }
        if case .failed(let words) = service.rollout, service.deploys {
            notes.append("its last deployment did not succeed\(words.map { ": \(ShownValue.text(.string($0)))" } ?? "")")
        }
        if service.rollout == .underWay, service.deploys {
            notes.append("takes the place of the rollout of \(revision(of: service)), which goes on")
        }
        if service.follows, service.action != .follow { notes.append("the rollout of \(revision(of: service)) goes on") }
        if service.isChanged, let task = service.beforeRelease {
            notes.append("runs before it: \(ShownValue.text(.string(task.command.joined(separator: " "))))")
        }
        if !service.newTags.isEmpty { notes.append("sets tags: \(service.newTags.keys.sorted().joined(separator: ", "))") }
        return notes
    }

    /// `1 to create, 2 to update, 1 unchanged; backend, then frontend`
    static func summary(of plan: ReleasePlan) -> String {
        if plan.isEmpty { return "nothing to release: everything runs as it is wanted" }
        let words: [(ServicePlan.Action, String)] = [
            (.create, "to create"), (.update, "to update"), (.scale, "to scale"), (.follow, "still rolling out"), (.nothing, "unchanged"),
        ]
        let counts = words.compactMap { action, word in
            let count = plan.services.count { $0.action == action }
            return count == 0 ? nil : "\(count) \(word)"
        }
        let order = plan.waves.map { $0.joined(separator: " and ") }.joined(separator: ", then ")
        return counts.joined(separator: ", ") + (plan.waves.count > 1 ? "; \(order)" : "")
    }

    /// The changes, those of an only container without its name.
    static func flattened(_ service: ServicePlan) -> [Change] {
        guard let first = service.changes.first, first.label == "container \(service.name)", !first.children.isEmpty,
            !service.changes.dropFirst().contains(where: { $0.label.hasPrefix("container ") })
        else { return service.changes }
        return first.children + service.changes.dropFirst()
    }

    // MARK: Lines

    private static func width(of changes: [Change], depth: Int) -> Int {
        changes.map { change in
            change.children.isEmpty ? change.label.count + 2 * depth : width(of: change.children, depth: depth + 1)
        }.max() ?? 0
    }

    private static func lines(of change: Change, depth: Int, width: Int) -> [String] {
        let sign = [.added: "+", .removed: "-", .changed: "~"][change.kind] ?? " "
        let head = String(repeating: " ", count: 2 + 2 * depth) + sign + " " + change.label
        guard let value = value(of: change) else {
            return [head] + change.children.flatMap { lines(of: $0, depth: depth + 1, width: width) }
        }
        return [head + String(repeating: " ", count: max(0, width - change.label.count - 2 * depth) + 2) + value]
    }

    /// `info -> debug`, or the one value there is; nil for a group.
    static func value(of change: Change) -> String? {
        switch (change.from, change.to) {
        case (let from?, let to?): from == to ? "\(to) (changed)" : "\(from) -> \(to)"
        case (let value?, nil), (nil, let value?): value
        case (nil, nil): nil
        }
    }
}
