import AWS
import Configuration
import FoundationEssentials

/// How the file wants a service to be scaled.
struct WantedScaling {
    let bounds: ClosedRange<Int>
    /// By the names that they have in AWS; all that are wanted.
    let names: Set<String>
    /// The same, without one that cannot be made: requests are counted at a load balancer.
    let policies: [String: TargetTracking]
    /// Other bounds at other times, by the names that they have in AWS.
    let schedules: [String: ScalingSchedule]
    /// Names of those whose one time has passed: AWS takes no such.
    let past: Set<String>
    private let minimums: Set<Int>
    private let maximums: Set<Int>

    /// - Source: Application Auto Scaling, `TargetTrackingScalingPolicyConfiguration`: the cooldowns of ECS services.
    private static let standardCooldown = 300

    /// - Parameters:
    ///   - label: where requests are counted, as AWS wants it told; nil where that is not known.
    ///   - now: seconds since 1970.
    init(_ spec: ScalingSpec, label: String?, now: Int?) {
        bounds = spec.minimum...max(spec.minimum, spec.maximum)
        var names: Set<String> = [], policies: [String: TargetTracking] = [:]
        let add = { (name: String, value: Int?, metric: TargetTracking.Metric?) in
            guard let value else { return }
            names.insert(RunningScaling.prefix + name)
            guard let metric else { return }
            // Always said: what is left out would keep the value that it has.
            policies[RunningScaling.prefix + name] = TargetTracking(
                metric, target: Decimal(value), scaleInCooldown: spec.scaleIn?.wholeSeconds ?? Self.standardCooldown,
                scaleOutCooldown: spec.scaleOut?.wholeSeconds ?? Self.standardCooldown)
        }
        add("cpu", spec.cpu, .cpu)
        add("memory", spec.memory, .memory)
        add("requests", spec.requests, label.map { .requests(label: $0) })
        (self.names, self.policies) = (names, policies)
        let named = spec.schedule.map { (RunningScaling.prefix + $0.key, $0.value) }
        schedules = Dictionary(uniqueKeysWithValues: named.map { ($0.0, ScalingSchedule($0.1)) })
        past = Set(named.filter { $0.1.isPast(at: now) }.map(\.0))
        minimums = Set([bounds.lowerBound] + spec.schedule.values.compactMap(\.minimum))
        maximums = Set([bounds.upperBound] + spec.schedule.values.compactMap(\.maximum))
    }

    /// Whether bounds are the file's own, or what its schedule has made of them.
    func allows(_ current: ClosedRange<Int>?) -> Bool {
        current.map { minimums.contains($0.lowerBound) && maximums.contains($0.upperBound) } ?? false
    }
}

extension ScheduleSpec {
    /// Whether it comes but once, and has come for certain: nowhere is it more than twelve hours earlier than in UTC.
    /// - Parameter now: seconds since 1970; nil when that is not known.
    func isPast(at now: Int?) -> Bool { once.flatMap { once in now.map { once + 43_200 < $0 } } ?? false }
}

extension ScalingSchedule {
    fileprivate init(_ spec: ScheduleSpec) {
        self.init(spec.expression, timeZone: spec.timeZone, minimum: spec.minimum, maximum: spec.maximum)
        (start, end) = (spec.start, spec.end)
        // Always said, as above; a rate has none.
        if !spec.expression.hasPrefix("rate(") { timeZone = timeZone ?? "UTC" }
    }
}
