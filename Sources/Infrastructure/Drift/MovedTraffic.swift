import AWS
import JSON

/// Tells what ECS changes in a rule by which it moves traffic from what somebody else has changed.
enum MovedTraffic {
    /// The differences of a rule that are not ECS's: how much of the traffic goes to which of its target groups is.
    static func rest(of drift: ResourceDrift) -> [ResourceDrift.Difference] {
        // CloudFormation compares target groups as a set, and then tells whole ones: what counts is if they are the same without weights.
        let sides = [drift.expectedProperties, drift.actualProperties].map { $0.flatMap(actions) }
        let isSame = sides[0] != nil && sides[0] == sides[1]
        return drift.differences.filter { difference in
            let parts = (difference.path ?? "").split(separator: "/")
            return !(parts.first == "Actions" && (isSame || isWeight(parts)))
        }
    }

    /// `/Actions/0/ForwardConfig/TargetGroups/0/Weight`
    private static func isWeight(_ parts: [Substring]) -> Bool {
        parts.count == 6 && parts[2] == "ForwardConfig" && parts[3] == "TargetGroups" && parts[5] == "Weight"
    }

    /// What a rule does, without weights.
    private static func actions(_ properties: String) -> JSONValue? {
        (try? JSONValue(parsing: Array(properties.utf8), name: "a rule"))?["Actions"].map(plain)
    }

    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map(plain))
        case .object(var fields):
            fields = fields.mapValues(plain)
            let groups = (fields["TargetGroups"]?.array ?? []).map { group -> JSONValue in
                guard var fields = group.object else { return group }
                fields["Weight"] = nil
                return .object(fields)
            }
            if !groups.isEmpty { fields["TargetGroups"] = .array(groups.sorted { $0.text() < $1.text() }) }
            return .object(fields)
        default: return value
        }
    }
}
