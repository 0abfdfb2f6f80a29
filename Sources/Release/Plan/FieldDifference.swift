import JSON

/// What differs between two objects, field by field.
enum FieldDifference {
    /// What people call the fields that they see most; the others keep AWS's names.
    private static let labels = [
        "taskRoleArn": "task role", "executionRoleArn": "execution role", "runtimePlatform cpuArchitecture": "architecture",
        "runtimePlatform operatingSystemFamily": "system", "requiresCompatibilities": "runs on", "networkMode": "network mode",
        "ephemeralStorage sizeInGiB": "storage in GiB", "readonlyRootFilesystem": "read-only root", "entryPoint": "entrypoint",
        "linuxParameters initProcessEnabled": "init process", "workingDirectory": "workdir", "healthCheck command": "health command",
        "desiredCount": "tasks", "launchType": "launch type", "platformVersion": "platform version", "propagateTags": "tags of tasks",
        "networkConfiguration awsvpcConfiguration subnets": "subnets", "enableExecuteCommand": "exec",
        "networkConfiguration awsvpcConfiguration securityGroups": "security groups",
        "networkConfiguration awsvpcConfiguration assignPublicIp": "public IP", "healthCheckGracePeriodSeconds": "grace in seconds",
        "deploymentConfiguration minimumHealthyPercent": "minimum percent", "deploymentConfiguration maximumPercent": "maximum percent",
        "deploymentConfiguration deploymentCircuitBreaker enable": "circuit breaker",
        "deploymentConfiguration deploymentCircuitBreaker rollback": "rollback of the breaker",
        "deploymentConfiguration strategy": "strategy", "deploymentConfiguration bakeTimeInMinutes": "bake in minutes",
        "deploymentConfiguration linearConfiguration stepPercent": "step in percent",
        "deploymentConfiguration linearConfiguration stepBakeTimeInMinutes": "bake of a step in minutes",
        "deploymentConfiguration canaryConfiguration canaryPercent": "canary in percent",
        "deploymentConfiguration canaryConfiguration canaryBakeTimeInMinutes": "bake of the canary in minutes",
        "deploymentConfiguration lifecycleHooks": "hooks", "capacityProviderStrategy": "capacity", "loadBalancers": "load balancers",
        "serviceConnectConfiguration": "service connect",
        "availabilityZoneRebalancing": "zone rebalancing", "schedulingStrategy": "scheduling", "enableECSManagedTags": "tags of ECS",
    ]

    /// - Parameter prefix: what stands before the names of the fields.
    static func changes(_ a: JSONObject, _ b: JSONObject, prefix: String = "") -> [Change] {
        Set(a.keys).union(b.keys).sorted { (rank($0), $0) < (rank($1), $1) }.flatMap { key -> [Change] in
            let (old, new) = (a[key], b[key])
            guard old != new else { return [] }
            let path = prefix + key
            if let summary = summary(path, old, new) { return [summary] }
            if old?.object != nil || new?.object != nil, isObjectOrMissing(old), isObjectOrMissing(new) {
                return changes(old?.object ?? [:], new?.object ?? [:], prefix: path + " ")
            }
            let label = labels[path] ?? path
            if ShownValue.looksSecret(key) {
                return [Change(label, from: old.map { _ in ShownValue.hidden }, to: new.map { _ in ShownValue.hidden })]
            }
            return [change(label, old, new)]
        }
    }

    private static func change(_ label: String, _ old: JSONValue?, _ new: JSONValue?) -> Change {
        let (from, to) = (old.map(ShownValue.plain), new.map(ShownValue.plain))
        // Two that look alike when shortened are told in full.
        return from == to ? Change(label, from: old.map { $0.text() }, to: new.map { $0.text() }) : Change(label, from: from, to: to)
    }

    /// Fields that say little by themselves.
    private static let wholes: Set = ["serviceConnectConfiguration", "loadBalancers", "deploymentConfiguration lifecycleHooks"]

    /// What comes or goes as a whole.
    private static func summary(_ path: String, _ old: JSONValue?, _ new: JSONValue?) -> Change? {
        let isWhole = old == nil || new == nil || wholes.contains(path)
        guard isWhole, let line = (new ?? old).flatMap({ DefinitionSummary.line(path, $0) }) else { return nil }
        let text = { (value: JSONValue) in DefinitionSummary.line(path, value)?.text ?? "" }
        if let old, let new, text(old) == text(new) { return nil }
        return Change(line.label, from: old.map { ShownValue.shortened(text($0)) }, to: new.map { ShownValue.shortened(text($0)) })
    }

    /// What is read first comes first.
    private static func rank(_ key: String) -> Int {
        let order = ["cpu", "memory", "runtimePlatform", "taskRoleArn", "executionRoleArn", "desiredCount", "launchType", "loadBalancers"]
        return order.firstIndex(of: key) ?? order.count
    }

    private static func isObjectOrMissing(_ value: JSONValue?) -> Bool { value == nil || value?.object != nil }
}
