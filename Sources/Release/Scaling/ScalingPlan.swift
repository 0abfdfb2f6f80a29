import AWS

/// What a release changes of how a service is scaled.
package struct ScalingPlan: Sendable, Hashable {
    /// To be set; nil when they stay.
    package private(set) var bounds: ClosedRange<Int>?
    /// To be made or changed, by name.
    package private(set) var policies: [String: TargetTracking] = [:]
    /// Names of policies to be deleted, all of them ours.
    package private(set) var deletions: [String] = []
    /// Whether the service is not to be scaled any more.
    package private(set) var ends = false
    package private(set) var changes: [Change] = []

    /// Nothing has to be sent.
    package var isEmpty: Bool { bounds == nil && policies.isEmpty && deletions.isEmpty && !ends }

    /// Compares what is wanted with what is; a service that is in no file, or could not be looked at, keeps what it has.
    package init(_ composed: ComposedService) {
        let running = composed.running.flatMap { $0.isActive ? $0 : nil }
        guard composed.service != nil, let current = running == nil ? RunningScaling() : running?.scaling else { return }
        if let spec = composed.scaling {
            change(current, to: WantedScaling(spec, label: composed.requestLabel))
        } else if !current.names.isEmpty {
            end(current)
        }
    }

    private mutating func change(_ current: RunningScaling, to wanted: WantedScaling) {
        if current.bounds != wanted.bounds {
            bounds = wanted.bounds
            changes.append(Change("scaling", from: current.bounds.map(Self.text), to: Self.text(wanted.bounds)))
        }
        policies = wanted.policies.filter { current.policies[$0.key] != $0.value }
        deletions = current.names.subtracting(wanted.names).sorted()
        for name in Set(policies.keys).union(deletions).sorted() { add(name, current, wanted.policies[name]) }
    }

    private mutating func end(_ current: RunningScaling) {
        let names = current.names.sorted()
        // The end of scaling would take what others have made along.
        if current.isShared { deletions = names } else { ends = true }
        if ends, let bounds = current.bounds { changes.append(Change("scaling", from: Self.text(bounds), to: nil)) }
        for name in names { add(name, current, nil) }
    }

    // MARK: Words

    private mutating func add(_ name: String, _ current: RunningScaling, _ new: TargetTracking?) {
        let old = current.policies[name]
        // Pauses are told where they are what changes.
        let isWhole = old?.target == new?.target || old == nil && new != nil
        let unknown = current.names.contains(name) ? "another policy" : nil
        changes.append(
            Change(
                "scaling by " + name.dropFirst(RunningScaling.prefix.count), from: old.map { Self.text($0, isWhole) } ?? unknown,
                to: new.map { Self.text($0, isWhole) }))
    }

    private static func text(_ bounds: ClosedRange<Int>) -> String { "\(bounds.lowerBound)..\(bounds.upperBound)" }

    /// `75 %`, `75 %, pauses of 300 s in and 60 s out`
    private static func text(_ policy: TargetTracking, _ isWhole: Bool) -> String {
        let target =
            switch policy.metric {
            case .cpu, .memory: "\(policy.target) %"
            case .requests: "\(policy.target) a minute and task"
            }
        guard isWhole, let (pauseIn, pauseOut) = policy.pauses else { return target }
        return target + ", pauses of \(pauseIn) s in and \(pauseOut) s out"
    }
}

extension TargetTracking {
    /// In seconds, after tasks were taken away and after some were added.
    fileprivate var pauses: (Int, Int)? { scaleInCooldown.flatMap { pauseIn in scaleOutCooldown.map { (pauseIn, $0) } } }
}
