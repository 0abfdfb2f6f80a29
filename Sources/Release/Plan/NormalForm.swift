import JSON
import OCI

/// Definitions in one form, so that two are equal exactly when they mean the same: AWS fills in defaults and reorders lists.
///
/// Only for comparing: what is sent is never normalised.
enum NormalForm {
    /// A task definition without its tags, which change with every release.
    static func task(_ task: TaskDefinition) -> JSONObject {
        var fields = TaskDefinition(described: task.fields).fields
        fields["tags"] = nil
        fields["cpu"] = task.cpu.map { JSONValue($0) } ?? fields["cpu"]
        fields["memory"] = task.memory.map { JSONValue($0) } ?? fields["memory"]
        fields["containerDefinitions"] = sorted(fields["containerDefinitions"], by: ["name"], each: container)
        fields["volumes"] = sorted(fields["volumes"], by: ["name"], each: volume)
        fields["requiresCompatibilities"] = fields["requiresCompatibilities"].map { JSONValue(Set($0.strings).sorted()) }
        drop(&fields, "enableFaultInjection", if: false)
        change(&fields, "runtimePlatform") {
            drop(&$0, "cpuArchitecture", if: "X86_64")
            drop(&$0, "operatingSystemFamily", if: "LINUX")
        }
        change(&fields, "ephemeralStorage") { drop(&$0, "sizeInGiB", if: 20) }
        return pruned(fields)
    }

    /// A value of a service definition: lists whose order says nothing are sorted.
    static func serviceValue(_ key: String, _ value: JSONValue?) -> JSONValue? {
        guard let value, value != .null else { return nil }
        switch key {
        case "networkConfiguration":
            var fields = value.object ?? [:]
            change(&fields, "awsvpcConfiguration") { network in
                for list in ["subnets", "securityGroups"] { network[list] = network[list].map { JSONValue(Set($0.strings).sorted()) } }
            }
            return .object(fields)
        case "capacityProviderStrategy": return sorted(value, by: ["capacityProvider"]) { $0 }
        case "loadBalancers": return sorted(value, by: ["targetGroupArn", "loadBalancerName"], each: balancer)
        case "deploymentConfiguration":
            var fields = value.object ?? [:]
            change(&fields, "alarms") { $0["alarmNames"] = $0["alarmNames"].map { JSONValue(Set($0.strings).sorted()) } }
            change(&fields, "linearConfiguration") { percentage(&$0, "stepPercent") }
            change(&fields, "canaryConfiguration") { percentage(&$0, "canaryPercent") }
            fields["lifecycleHooks"] = sorted(fields["lifecycleHooks"], by: ["targetType", "hookTargetArn", "lifecycleStages"], each: hook)
            return .object(fields)
        default: return value
        }
    }

    /// With its two target groups in one order: with each deployment they change places.
    private static func balancer(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        guard let first = fields["targetGroupArn"]?.string, let other = fields["advancedConfiguration"]?["alternateTargetGroupArn"]?.string,
            other < first
        else { return fields }
        fields["targetGroupArn"] = .string(other)
        change(&fields, "advancedConfiguration") { $0["alternateTargetGroupArn"] = .string(first) }
        return fields
    }

    private static func hook(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        drop(&fields, "targetType", if: "AWS_LAMBDA")
        fields["lifecycleStages"] = fields["lifecycleStages"].map { JSONValue(Set($0.strings).sorted()) }
        return fields
    }

    /// AWS writes `10.0` where `10` was sent.
    private static func percentage(_ fields: inout JSONObject, _ key: String) {
        guard let number = fields[key]?.number, abs(number) <= 100 else { return }
        fields[key] = JSONValue(percent: number)
    }

    private static func container(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        drop(&fields, "cpu", if: 0)
        drop(&fields, "essential", if: true)
        drop(&fields, "versionConsistency", if: "enabled")
        for key in ["readonlyRootFilesystem", "privileged", "interactive", "pseudoTerminal", "disableNetworking"] {
            drop(&fields, key, if: false)
        }
        if let image = fields["image"]?.string { fields["image"] = .string(self.image(image)) }
        fields["environment"] = sorted(fields["environment"], by: ["name"]) { $0 }
        fields["secrets"] = sorted(fields["secrets"], by: ["name"], each: secret)
        fields["portMappings"] = sorted(
            fields["portMappings"], by: ["containerPort", "containerPortRange", "protocol", "name"], each: portMapping)
        fields["mountPoints"] = sorted(fields["mountPoints"], by: ["containerPath"]) { mount in
            var mount = mount
            drop(&mount, "readOnly", if: false)
            return mount
        }
        fields["dependsOn"] = sorted(fields["dependsOn"], by: ["containerName"]) { $0 }
        fields["ulimits"] = sorted(fields["ulimits"], by: ["name"]) { $0 }
        change(&fields, "linuxParameters") { drop(&$0, "initProcessEnabled", if: false) }
        change(&fields, "healthCheck") { check in
            for (key, value) in ["interval": 30, "timeout": 5, "retries": 3, "startPeriod": 0] as [String: JSONValue] {
                drop(&check, key, if: value)
            }
        }
        return fields
    }

    /// With a digest the tag says nothing: the same bytes run.
    private static func image(_ text: String) -> String {
        guard let reference = try? ImageReference(text) else { return text }
        return reference.digest.map { "\(reference.name)@\($0)" } ?? reference.description
    }

    private static func secret(_ fields: JSONObject) -> JSONObject {
        guard let source = fields["valueFrom"]?.string, source.hasPrefix("arn:"), source.hasSuffix(":::") else { return fields }
        var fields = fields
        fields["valueFrom"] = .string(String(source.dropLast(3)))
        return fields
    }

    private static func portMapping(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        drop(&fields, "protocol", if: "tcp")
        // One network address for the task: the host's port is the container's.
        if fields["hostPort"] == fields["containerPort"] { fields["hostPort"] = nil }
        drop(&fields, "hostPort", if: 0)
        return fields
    }

    private static func volume(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        change(&fields, "efsVolumeConfiguration") { efs in
            drop(&efs, "rootDirectory", if: "/")
            drop(&efs, "transitEncryption", if: "DISABLED")
            change(&efs, "authorizationConfig") { drop(&$0, "iam", if: "DISABLED") }
        }
        return fields
    }

    private static func drop(_ fields: inout JSONObject, _ key: String, if value: JSONValue) {
        if fields[key] == value { fields[key] = nil }
    }

    private static func change(_ fields: inout JSONObject, _ key: String, _ body: (inout JSONObject) -> Void) {
        guard var inner = fields[key]?.object else { return }
        body(&inner)
        fields[key] = .object(inner)
    }

    /// The objects of a list by their fields `keys`; anything else stays as it is.
    private static func sorted(_ list: JSONValue?, by keys: [String], each: (JSONObject) -> JSONObject) -> JSONValue? {
        guard let items = list?.array else { return list }
        let objects = items.compactMap(\.object)
        guard objects.count == items.count else { return list }
        let order = { (object: JSONObject) in keys.map { object[$0]?.text() ?? "" }.joined(separator: "\0") }
        return .array(objects.map(each).sorted { order($0) < order($1) }.map { .object($0) })
    }

    /// Without nulls, empty lists and empty objects, at any depth; empty texts stay.
    private static func pruned(_ fields: JSONObject) -> JSONObject {
        fields.compactMapValues { value in
            switch value {
            case .null: return nil
            case .object(let inner):
                let inner = pruned(inner)
                return inner.isEmpty ? nil : .object(inner)
            case .array(let items):
                return items.isEmpty ? nil : .array(items.map { $0.object.map { .object(pruned($0)) } ?? $0 })
            default: return value
            }
        }
    }
}
