import JSON

/// What differs between a service and what is said of it, and what to send to mend that.
struct ServiceDifference {
    private(set) var changes: [Change] = []
    /// Fields of `UpdateService`, only those that change something.
    private(set) var update: JSONObject = [:]

    /// Fields that are told in other ways than by `UpdateService`.
    private static let apart = Set(ServiceDefinition.createOnly + ["cluster", "taskDefinition", "tags"])

    /// - Parameter decidesCount: false when Application Auto Scaling does.
    init(from running: RunningService, to wanted: ServiceDefinition, decidesCount: Bool) {
        let current = running.service.fields
        for (key, value) in wanted.fields.sorted(by: { $0.key < $1.key }) {
            // Null is "as it is" to UpdateService.
            if Self.apart.contains(key) || value == .null || key == "desiredCount" && !decidesCount { continue }
            let (old, new) = (NormalForm.serviceValue(key, current[key]), NormalForm.serviceValue(key, value))
            guard let new, !Self.says(old, new) else { continue }
            update[key] = Self.merged(key, current[key], value)
            changes += Self.changes(key, old, new)
        }
    }

    /// Whether a value says all that is wanted of it already; what it says besides is AWS's or another's.
    static func says(_ value: JSONValue?, _ wanted: JSONValue) -> Bool {
        switch (value, wanted) {
        case (_, .object(let fields)): return fields.allSatisfy { key, wanted in says(value?[key], wanted) }
        case (.array(let items)?, .array(let others)) where items.count == others.count: return zip(items, others).allSatisfy(says)
        case (nil, _), (.null?, _): return isDefault(wanted)
        case (.string(let name)?, .string(let other)): return name == other || isSameNamespace(name, other)
        default: return value == wanted
        }
    }

    /// A Cloud Map namespace by name on one side and by ARN on the other: the ARN holds no name to compare.
    private static func isSameNamespace(_ a: String, _ b: String) -> Bool {
        let isARN = { (text: String) in text.hasPrefix("arn:") && text.contains(":servicediscovery:") }
        return isARN(a) && !b.hasPrefix("arn:") || isARN(b) && !a.hasPrefix("arn:")
    }

    /// Whether nothing means the same.
    private static func isDefault(_ value: JSONValue) -> Bool {
        switch value {
        case .null, false, 0, [], "DISABLED", "NONE": true
        default: false
        }
    }

    /// AWS replaces these as a whole: what others have set in them goes along.
    static func merged(_ key: String, _ current: JSONValue?, _ wanted: JSONValue) -> JSONValue {
        if key == "loadBalancers" { return .array((wanted.array ?? []).map(withoutNulls)) }
        guard key == "deploymentConfiguration", var fields = current?.object else { return wanted }
        if let strategy = wanted["strategy"]?.string {
            // What only another strategy has would be refused.
            for (key, owners) in strategyKeys where !owners.contains(strategy) { fields[key] = nil }
        }
        for (key, value) in wanted.object ?? [:] { fields[key] = value }
        return .object(fields)
    }

    /// Fields of `deploymentConfiguration`, with the strategies that have them.
    private static let strategyKeys: [(key: String, owners: [String])] = [
        ("linearConfiguration", ["LINEAR"]), ("canaryConfiguration", ["CANARY"]),
        ("bakeTimeInMinutes", ["BLUE_GREEN", "LINEAR", "CANARY"]),
    ]

    /// Null says that something must not be there, which is told by leaving it out.
    private static func withoutNulls(_ value: JSONValue) -> JSONValue {
        value.object.map { .object($0.filter { $0.value != .null }) } ?? value
    }

    private static func changes(_ key: String, _ old: JSONValue?, _ new: JSONValue) -> [Change] {
        // Only what is wanted: the rest does not change.
        FieldDifference.changes(old.map { [key: selected($0, by: new)] } ?? [:], [key: new])
    }

    private static func selected(_ value: JSONValue, by wanted: JSONValue) -> JSONValue {
        guard case .object(let fields) = wanted, let own = value.object else { return value }
        return .object(
            own.compactMapValues { $0 }.filter { fields[$0.key] != nil }.reduce(into: [:]) { result, entry in
                result[entry.key] = selected(entry.value, by: fields[entry.key] ?? .null)
            })
    }
}
