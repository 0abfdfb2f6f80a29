import Configuration
import Diagnostics
import JSON

extension ServiceDraft {
    /// What to say of the service: of a running one only what the file says, of a new one all that it needs.
    mutating func service(of task: TaskDefinition) throws -> ServiceDefinition {
        var fields: JSONObject = [:]
        if let path = spec.serviceDefinition { fields = try DefinitionFile.service(path, composer.read).fields }
        for (key, value) in stated(of: task) { fields[key] = value }
        fields["serviceName"] = fields["serviceName"] ?? .string(name)
        fields["cluster"] = spec.cluster.map { .string(expand($0)) } ?? fields["cluster"] ?? .string(destination.cluster)
        fields["taskDefinition"] = nil
        if running == nil { addDefaults(&fields) }
        addDeployment(&fields)
        return ServiceDefinition(fields)
    }

    /// What the file itself says.
    private mutating func stated(of task: TaskDefinition) -> JSONObject {
        var fields = JSONValue.fields([
            "desiredCount": spec.desired.map { JSONValue($0) }, "launchType": spec.launchType.map { .string($0.rawValue.uppercased()) },
            "platformVersion": spec.platformVersion.map { .string($0) }, "enableExecuteCommand": spec.exec.map { .bool($0) },
            "networkConfiguration": network.map { .object(["awsvpcConfiguration": $0]) },
            "availabilityZoneRebalancing": spec.deployment?.zoneRebalancing.map { $0 ? "ENABLED" : "DISABLED" },
            "serviceConnectConfiguration": connect.map { .object($0) },
        ])
        if !spec.capacity.isEmpty {
            fields["capacityProviderStrategy"] = .array(
                spec.capacity.map { item in
                    .object(
                        JSONValue.fields([
                            "capacityProvider": .string(provider(item.provider)),
                            "weight": JSONValue(item.weight ?? (item.base == nil ? 1 : 0)),
                            "base": item.base.map { JSONValue($0) },
                        ]))
                })
        } else if spec.launchType != nil, running?.service.capacity.isEmpty == false {
            // Back to a launch type: only an empty list takes the providers away.
            fields["capacityProviderStrategy"] = []
        }
        if let balancer = spec.loadBalancer { addBalancer(balancer, task, &fields) }
        if !spec.tags.isEmpty || spec.serviceDefinition == nil { fields["tags"] = .array(Self.tags(stageTags)) }
        return fields
    }

    /// Instances of the project's own stack go by the file's name for them.
    private func provider(_ name: String) -> String {
        guard spec.cluster == nil, let instances = composer.project.infra.capacity[name] else { return name }
        return destination.capacityProvider(name, of: instances.group)
    }

    private mutating func addBalancer(_ balancer: LoadBalancerSpec, _ task: TaskDefinition, _ fields: inout JSONObject) {
        if let grace = balancer.grace { fields["healthCheckGracePeriodSeconds"] = JSONValue(grace.wholeSeconds) }
        let container =
            task.containers.first { $0.name == balancer.container } ?? task.containers.first { !$0.portMappings.isEmpty }
            ?? task.containers.first
        let port = balancer.port ?? container?.portMappings.first?.containerPort
        guard let group = balancer.targetGroup.map({ expand($0) }) ?? facts.targetGroups[name] else {
            return report(
                "target-group-unknown", "there is no target group for its load balancer yet",
                remedy: "run `imgship infra apply`, which makes one, or give the 'target-group' of one that exists")
        }
        guard let container = container?.name, let port else {
            return report("load-balancer-port", "its load balancer has no port to ask", remedy: "give the container a 'port'")
        }
        var entry: JSONObject = [
            "targetGroupArn": .string(group), "containerName": .string(container), "containerPort": JSONValue(port),
        ]
        addShifting(balancer, &entry)
        fields["loadBalancers"] = [.object(entry)]
    }

    /// Its part in Service Connect, as server or as client.
    private var connect: JSONObject? {
        guard composer.connect.includes(name) else { return nil }
        var fields: JSONObject = ["enabled": true]
        fields["namespace"] = (spec.serviceConnect?.namespace ?? facts.namespace ?? running?.service.connect?["namespace"]?.string)
            .map { .string($0) }
        if let endpoint = composer.connect.endpoint(of: name) {
            fields["services"] = [
                [
                    "portName": .string(endpoint.portName), "discoveryName": .string(name),
                    "clientAliases": [["port": JSONValue(endpoint.hostPort), "dnsName": .string(endpoint.host)]],
                    // The proxy's own limit is 15 seconds for a whole answer: a streamed one takes longer.
                    "timeout": ["perRequestTimeoutSeconds": 0],
                ]
            ]
        }
        return fields
    }

    /// What a new service has unless the file says otherwise.
    private func addDefaults(_ fields: inout JSONObject) {
        if fields["capacityProviderStrategy"] == nil, fields["launchType"] == nil { fields["launchType"] = "FARGATE" }
        if isOnFargate, fields["platformVersion"] == nil { fields["platformVersion"] = "LATEST" }
        let isDaemon = fields["schedulingStrategy"] == "DAEMON"
        if fields["schedulingStrategy"] == nil { fields["schedulingStrategy"] = "REPLICA" }
        if fields["desiredCount"] == nil, !isDaemon { fields["desiredCount"] = JSONValue(spec.scaling?.minimum ?? 1) }
        if let scaling = spec.scaling, let count = fields["desiredCount"]?.integer, scaling.minimum <= scaling.maximum {
            // Scaling would bring it back between its bounds at once.
            fields["desiredCount"] = JSONValue(min(max(count, scaling.minimum), scaling.maximum))
        }
        if fields["propagateTags"] == nil { fields["propagateTags"] = "SERVICE" }
        if fields["enableECSManagedTags"] == nil { fields["enableECSManagedTags"] = true }
    }

    private mutating func addDeployment(_ fields: inout JSONObject) {
        var deployment = fields["deploymentConfiguration"]?.object ?? [:]
        let given = spec.deployment
        if let minimum = given?.minimum { deployment["minimumHealthyPercent"] = JSONValue(minimum) }
        if let maximum = given?.maximum { deployment["maximumPercent"] = JSONValue(maximum) }
        if let breaker = given?.circuitBreaker { deployment["deploymentCircuitBreaker"] = .object(self.breaker(breaker)) }
        // A new service has none to switch off.
        if let alarms = given?.alarms, !alarms.isEmpty || running != nil {
            let isOn = JSONValue.bool(!alarms.isEmpty)
            deployment["alarms"] = ["alarmNames": JSONValue(alarms), "enable": isOn, "rollback": isOn]
        }
        addStrategy(&deployment)
        if running == nil {
            let isDaemon = fields["schedulingStrategy"] == "DAEMON"
            if deployment["minimumHealthyPercent"] == nil { deployment["minimumHealthyPercent"] = isDaemon ? 0 : 100 }
            if deployment["maximumPercent"] == nil { deployment["maximumPercent"] = isDaemon ? 100 : 200 }
            // Rolling updates alone have a breaker.
            let isRolling = deployment["strategy"]?.string ?? "ROLLING" == "ROLLING"
            if deployment["deploymentCircuitBreaker"] == nil, isRolling {
                deployment["deploymentCircuitBreaker"] = ["enable": true, "rollback": true]
            }
        }
        if !deployment.isEmpty { fields["deploymentConfiguration"] = .object(deployment) }
    }

    private func breaker(_ spec: CircuitBreakerSpec) -> JSONObject {
        var fields: JSONObject = ["enable": .bool(spec.mode != .off), "rollback": .bool(spec.mode == .rollback)]
        if let threshold = spec.threshold {
            fields["thresholdConfiguration"] = ["type": "COUNT", "value": JSONValue(threshold)]
        } else if spec.mode != .off, running?.service.deployment["deploymentCircuitBreaker"]?["thresholdConfiguration"]?.object != nil {
            fields["thresholdConfiguration"] = Self.standardThreshold
        }
        return fields
    }

    /// - Source: ECS's API model, `ThresholdConfiguration`: the defaults of `type` and `value`.
    private static let standardThreshold: JSONValue = ["type": "BOUNDED_PERCENT", "value": 50]
}
