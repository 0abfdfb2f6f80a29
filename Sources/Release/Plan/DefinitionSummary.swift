import AWS
import JSON

/// What is added or removed as a whole, in one line: nobody reads a new log configuration field by field.
enum DefinitionSummary {
    /// - Parameter key: of a container, a task or a service.
    /// - Returns: nil for what has no words of its own.
    static func line(_ key: String, _ value: JSONValue) -> (label: String, text: String)? {
        switch key {
        case "logConfiguration": ("logs", logs(value))
        case "healthCheck": ("health", health(value))
        case "deploymentConfiguration": ("deployment", deployment(value))
        case "networkConfiguration": value["awsvpcConfiguration"].map { ("network", network($0)) }
        case "serviceConnectConfiguration": ("service connect", connect(value))
        case "loadBalancers": ("load balancer", (value.array ?? []).map(balancer).joined(separator: "; "))
        case "deploymentConfiguration alarms": ("alarms", (value["alarmNames"]?.strings ?? []).joined(separator: ", "))
        case "deploymentConfiguration lifecycleHooks": ("hooks", (value.array ?? []).map(hook).joined(separator: ", "))
        case "capacityProviderStrategy": ("capacity", (value.array ?? []).map(capacity).joined(separator: ", "))
        default: nil
        }
    }

    /// What a new service has without anyone having to think of it.
    static func isExpected(_ key: String, _ value: JSONValue) -> Bool {
        let expected: [String: JSONValue] = [
            "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "schedulingStrategy": "REPLICA", "platformVersion": "LATEST",
            "propagateTags": "SERVICE", "enableECSManagedTags": true, "launchType": "FARGATE",
        ]
        return expected[key] == value
    }

    /// A port of a container: `tcp, as port-8000`.
    static func port(_ mapping: JSONObject) -> String {
        let rest = mapping.filter { !["containerPort", "protocol", "name", "appProtocol"].contains($0.key) }
        return
            ([mapping["appProtocol"]?.string ?? mapping["protocol"]?.string ?? "tcp"]
            + (rest.isEmpty ? [] : [JSONValue.object(rest).text()]))
            .joined(separator: ", ")
    }

    private static func logs(_ value: JSONValue) -> String {
        let place = value["options"]?["awslogs-group"]?.string
        return [value["logDriver"]?.string, place].compactMap(\.self).joined(separator: " ")
    }

    private static func health(_ value: JSONValue) -> String {
        let command = (value["command"]?.strings ?? []).dropFirst().joined(separator: " ")
        return "\(command), every \(value["interval"]?.integer ?? 30) s"
    }

    private static func deployment(_ value: JSONValue) -> String {
        let service = ServiceDefinition(["deploymentConfiguration": value])
        let breaker = value["deploymentCircuitBreaker"]
        let words = [
            service.settings.movesTraffic
                ? ShiftWords.strategy(service.strategy) : "\(service.minimumPercent) to \(service.maximumPercent) %",
            breaker?["enable"]?.bool == true ? "circuit breaker\(breaker?["rollback"]?.bool == true ? " with rollback" : "")" : nil,
            value["alarms"]?["alarmNames"].map { "alarms \($0.strings.joined(separator: ", "))" },
        ]
        return words.compactMap(\.self).joined(separator: ", ")
    }

    private static func network(_ value: JSONValue) -> String {
        let ids = (value["subnets"]?.strings ?? []) + (value["securityGroups"]?.strings ?? [])
        return (ids + (value["assignPublicIp"]?.string == "ENABLED" ? ["public IP"] : [])).joined(separator: ", ")
    }

    private static func connect(_ value: JSONValue) -> String {
        let aliases = (value["services"]?.array ?? []).flatMap { $0["clientAliases"]?.array ?? [] }.compactMap { alias in
            alias["port"]?.integer.map { "\(alias["dnsName"]?.string ?? ""):\($0)" }
        }
        let namespace = value["namespace"]?.string.map { "in \($0)" }
        let role = aliases.isEmpty ? "as a client" : "as \(aliases.joined(separator: ", "))"
        return [role, namespace].compactMap(\.self).joined(separator: " ")
    }

    private static func balancer(_ value: JSONValue) -> String {
        let name = { (arn: String?) in arn?.split(separator: "/").dropFirst().first.map(String.init) }
        let other = name(value["advancedConfiguration"]?["alternateTargetGroupArn"]?.string).map { " and \($0) by turns" } ?? ""
        let group = name(value["targetGroupArn"]?.string).map { ", target group \($0)\(other)" }
        return "port \(value["containerPort"]?.integer ?? 0) of \(value["containerName"]?.string ?? "?")\(group ?? "")"
    }

    private static func hook(_ value: JSONValue) -> String {
        let hook = DeploymentSettings.Hook(value)
        let moments = hook.stages.map(ShiftWords.moment).joined(separator: ", ")
        return hook.isPause ? "pause \(moments)" : "\(hook.target.map(DeploymentWatch.functionName) ?? "?") \(moments)"
    }

    private static func capacity(_ value: JSONValue) -> String {
        let name = value["capacityProvider"]?.string ?? "?"
        let base = value["base"]?.integer.flatMap { $0 > 0 ? " from \($0)" : nil } ?? ""
        return "\(name) \(value["weight"]?.integer ?? 0)\(base)"
    }
}
