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
        "capacityProviderStrategy": "capacity", "loadBalancers": "load balancers", "serviceConnectConfiguration": "service connect",
        "availabilityZoneRebalancing": "zone rebalancing", "schedulingStrategy": "scheduling", "enableECSManagedTags": "tags of ECS",
    ]

    /// - Parameter prefix: what stands before the names of the fields.
    static func changes(_ a: JSONObject, _ b: JSONObject, prefix: String = "") -> [Change] {
        Set(a.keys).union(b.keys).sorted().flatMap { key -> [Change] in
            let (old, new) = (a[key], b[key])
            guard old != new else { return [] }
            let path = prefix + key
            if path != "serviceConnectConfiguration", old?.object != nil || new?.object != nil, isObjectOrMissing(old), isObjectOrMissing(new) {
                return changes(old?.object ?? [:], new?.object ?? [:], prefix: path + " ")
            }
            let label = labels[path] ?? path
            if ShownValue.looksSecret(key) {
                return [Change(label, from: old.map { _ in ShownValue.hidden }, to: new.map { _ in ShownValue.hidden })]
            }
            return [Change(label, from: old.map(ShownValue.text), to: new.map(ShownValue.text))]
        }
    }

    private static func isObjectOrMissing(_ value: JSONValue?) -> Bool { value == nil || value?.object != nil }
}
