import AWS

/// What a release changes of how a service is scaled.
package struct ScalingPlan: Sendable, Hashable {
    /// To be set; nil when they stay.
    package private(set) var bounds: ClosedRange<Int>?
    /// To be made or changed, by name.
    package private(set) var policies: [String: TargetTracking] = [:]
    /// Names of policies to be deleted, all of them ours.
    package private(set) var deletions: [String] = []
    /// Scheduled actions to be made or changed, by name.
    package private(set) var schedules: [String: ScalingSchedule] = [:]
    /// Names of scheduled actions to be deleted, all of them ours.
    package private(set) var scheduleDeletions: [String] = []
    /// Whether the service is not to be scaled any more.
    package private(set) var ends = false
    package private(set) var changes: [Change] = []

    /// Nothing has to be sent.
    package var isEmpty: Bool {
        bounds == nil && policies.isEmpty && deletions.isEmpty && schedules.isEmpty && scheduleDeletions.isEmpty && !ends
    }

    /// Compares what is wanted with what is; a service that is in no file, or could not be looked at, keeps what it has.
    package init(_ composed: ComposedService) {
        let running = composed.running.flatMap { $0.isActive ? $0 : nil }
        guard composed.service != nil, let current = running == nil ? RunningScaling() : running?.scaling else { return }
        if let spec = composed.scaling {
            change(current, to: WantedScaling(spec, label: composed.requestLabel, now: composed.now))
        } else if current.hasOurs {
            end(current)
        }
    }

    private mutating func change(_ current: RunningScaling, to wanted: WantedScaling) {
        if !wanted.allows(current.bounds) {
            bounds = wanted.bounds
            changes.append(Change("scaling", from: current.bounds.map(Self.text), to: Self.text(wanted.bounds)))
        }
        policies = wanted.policies.filter { current.policies[$0.key] != $0.value }
        deletions = current.names.subtracting(wanted.names).sorted()
        for name in Set(policies.keys).union(deletions).sorted() { add(name, current, wanted.policies[name]) }
        schedules = wanted.schedules.filter { name, schedule in
            !wanted.past.contains(name) && current.schedules[name].map { $0.normal != schedule.normal } ?? true
        }
        scheduleDeletions = current.schedules.keys.filter { wanted.schedules[$0] == nil }.sorted()
        for name in Set(schedules.keys).union(scheduleDeletions).sorted() { add(name, current.schedules[name], wanted.schedules[name]) }
    }

    private mutating func end(_ current: RunningScaling) {
        let names = current.names.sorted()
        // The end of scaling would take what others have made along.
        let schedules = current.schedules.keys.sorted()
        if current.isShared { (deletions, scheduleDeletions) = (names, schedules) } else { ends = true }
        if ends, let bounds = current.bounds { changes.append(Change("scaling", from: Self.text(bounds), to: nil)) }
        for name in names { add(name, current, nil) }
        for name in schedules { add(name, current.schedules[name], nil) }
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

    private mutating func add(_ name: String, _ old: ScalingSchedule?, _ new: ScalingSchedule?) {
        let label = "scaling at " + name.dropFirst(RunningScaling.prefix.count)
        changes.append(Change(label, from: old.map(Self.text), to: new.map(Self.text)))
    }

    /// `cron(0 8 ? * MON-FRI *) Europe/Berlin: from 2, to 8`
    private static func text(_ schedule: ScalingSchedule) -> String {
        let zone = schedule.timeZone.map { " " + $0 } ?? ""
        let bounds = [schedule.minimum.map { "from \($0)" }, schedule.maximum.map { "to \($0)" }].compactMap(\.self).joined(separator: " ")
        let time = { (seconds: Int) in UTCDate(Int64(seconds)).readable }
        let span = [schedule.start.map { "not before " + time($0) }, schedule.end.map { "not after " + time($0) }]
        return ([schedule.schedule + zone + ": " + bounds] + span.compactMap(\.self)).joined(separator: ", ")
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

extension ScalingSchedule {
    /// Without a zone it is UTC.
    fileprivate var normal: ScalingSchedule {
        var copy = self
        copy.timeZone = timeZone ?? "UTC"
        return copy
    }
}
