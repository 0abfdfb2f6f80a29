import AWS

/// How a service is scaled now.
package struct RunningScaling: Sendable, Hashable {
    /// Nil for a service that is not scaled.
    package var bounds: ClosedRange<Int>?
    /// Names of the policies that a release made.
    package var names: Set<String> = []
    /// What those do, by name; one that others have turned into something else is missing.
    package var policies: [String: TargetTracking] = [:]
    /// Our scheduled actions, by name.
    package var schedules: [String: ScalingSchedule] = [:]
    /// Whether others have policies or scheduled actions of their own beside them.
    package var isShared = false

    package init(bounds: ClosedRange<Int>? = nil, policies: [String: TargetTracking] = [:], isShared: Bool = false) {
        self.bounds = bounds
        self.policies = policies
        self.isShared = isShared
        names = Set(policies.keys)
    }

    /// What the names of our policies begin with: no others are changed or deleted.
    static let prefix = "imgship-"

    /// Whether a release has made anything of it.
    var hasOurs: Bool { !names.isEmpty || !schedules.isEmpty }

    static func isOurs(_ name: String?) -> Bool { name?.hasPrefix(prefix) ?? false }
}

extension RunningScaling {
    /// Policies and actions are those of all who have some for that service.
    init(_ target: ScalableTarget, _ policies: [ScalingPolicy], _ actions: [ScheduledAction]) {
        if let minimum = target.minimum, let maximum = target.maximum, minimum <= maximum { bounds = minimum...maximum }
        for policy in policies where Self.isOurs(policy.name) {
            guard let name = policy.name else { continue }
            names.insert(name)
            self.policies[name] = policy.tracking
        }
        for action in actions where Self.isOurs(action.name) {
            if let name = action.name { schedules[name] = action.schedule }
        }
        isShared = policies.contains { !Self.isOurs($0.name) } || actions.contains { !Self.isOurs($0.name) }
    }
}
