import JSON

/// What ECS refuses in the settings of a service.
struct ServiceRules {
    private let world: World
    private let definition: DefinitionState

    init(_ world: World, _ definition: DefinitionState) {
        self.world = world
        self.definition = definition
    }

    func check(_ settings: JSONObject) throws(SimulatedFault) {
        if let type = settings["launchType"]?.string, settings["capacityProviderStrategy"]?.array?.isEmpty == false {
            throw .parameter("Specifying both a launch type and capacity provider strategy is not supported: \(type).")
        }
        let compatibilities = definition.document["requiresCompatibilities"]?.strings ?? []
        if settings["launchType"]?.string == "FARGATE", !compatibilities.contains("FARGATE") {
            throw .parameter("Task definition does not support launch_type FARGATE.")
        }
        try checkNetwork(settings["networkConfiguration"]?["awsvpcConfiguration"])
        for balancer in settings["loadBalancers"]?.array ?? [] { try checkBalancer(balancer) }
        try checkPercents(settings["deploymentConfiguration"])
        try checkStrategy(settings)
    }

    private func checkNetwork(_ network: JSONValue?) throws(SimulatedFault) {
        guard definition.document["networkMode"]?.string == "awsvpc" else { return }
        guard let network else {
            throw .parameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
        }
        let subnets = network["subnets"]?.strings ?? [], groups = network["securityGroups"]?.strings ?? []
        guard (1...16).contains(subnets.count) else { throw .parameter("subnets can have at most 16 items and must have one.") }
        guard groups.count <= 5 else { throw .parameter("securityGroups can have at most 5 items.") }
        let known = world.account.network
        guard !known.subnets.isEmpty else { return }
        for subnet in subnets where !known.subnets.contains(where: { $0.id == subnet }) {
            throw .parameter(
                "Error retrieving subnet information for [\(subnet)]: The subnet ID '\(subnet)' does not exist (ErrorCode: InvalidSubnetID.NotFound)."
            )
        }
        for group in groups where !known.securityGroups.contains(group) {
            throw .parameter(
                "Error retrieving security group information for [\(group)]: The security group '\(group)' does not exist "
                    + "(ErrorCode: InvalidGroup.NotFound).")
        }
    }

    private func checkBalancer(_ balancer: JSONValue) throws(SimulatedFault) {
        let arn = balancer["targetGroupArn"]?.string ?? ""
        guard let group = world.account.targetGroups.first(where: { world.account.targetGroupARN($0) == arn }) else {
            throw .parameter("The specified target group does not exist: \(arn)")
        }
        guard group.listenerPort != nil else {
            throw .parameter("The target group with targetGroupArn \(arn) does not have an associated load balancer.")
        }
        let name = balancer["containerName"]?.string ?? ""
        guard let container = definition.containers.first(where: { $0["name"]?.string == name }) else {
            throw .parameter("The container \(name) does not exist in the task definition.")
        }
        let port = balancer["containerPort"]?.integer ?? 0
        guard (container["portMappings"]?.array ?? []).contains(where: { $0["containerPort"]?.integer == port }) else {
            throw .parameter("The container \(name) did not have a container port \(port) defined.")
        }
    }

    /// What blue/green, linear and canary deployments need.
    /// - Source: the ECS API, `AdvancedConfiguration`, `DeploymentConfiguration`.
    private func checkStrategy(_ settings: JSONObject) throws(SimulatedFault) {
        let deployment = settings["deploymentConfiguration"]
        guard let strategy = deployment?["strategy"]?.string, strategy != "ROLLING" else { return }
        guard ["BLUE_GREEN", "LINEAR", "CANARY"].contains(strategy) else { throw .parameter("Invalid deployment strategy: \(strategy).") }
        if deployment?["deploymentCircuitBreaker"]?["enable"]?.bool == true {
            throw .parameter("The deployment circuit breaker is not supported for the \(strategy) deployment strategy.")
        }
        for (key, owner) in [("linearConfiguration", "LINEAR"), ("canaryConfiguration", "CANARY")]
        where deployment?[key] != nil && strategy != owner {
            throw .parameter("\(key) is only valid for the \(owner) deployment strategy.")
        }
        for hook in deployment?["lifecycleHooks"]?.array ?? [] where hook["targetType"]?.string == "PAUSE" {
            let stages = hook["lifecycleStages"]?.strings ?? []
            if stages.contains("TEST_TRAFFIC_SHIFT") || stages.contains("PRODUCTION_TRAFFIC_SHIFT") {
                throw .parameter("PAUSE hooks are not supported at the traffic shift stages.")
            }
        }
        for balancer in settings["loadBalancers"]?.array ?? [] { try checkAdvanced(balancer["advancedConfiguration"], strategy) }
    }

    private func checkAdvanced(_ advanced: JSONValue?, _ strategy: String) throws(SimulatedFault) {
        guard let advanced else { throw .parameter("advancedConfiguration is required for the \(strategy) deployment strategy.") }
        let arn = advanced["alternateTargetGroupArn"]?.string ?? ""
        guard world.account.targetGroups.contains(where: { world.account.targetGroupARN($0) == arn }) else {
            throw .parameter("The specified target group does not exist: \(arn)")
        }
        for rule in [advanced["productionListenerRule"]?.string ?? "", advanced["testListenerRule"]?.string].compactMap(\.self)
        where !world.account.listenerRules.contains(where: { $0.arn == rule }) {
            throw .parameter("The specified listener rule does not exist: \(rule)")
        }
        let role = advanced["roleArn"]?.string ?? ""
        guard world.account.roles.contains(where: { world.account.roleARN($0.name) == role && $0.trusted.contains("ecs.amazonaws.com") })
        else {
            throw .parameter("Unable to assume the role '\(role)'.")
        }
    }

    private func checkPercents(_ settings: JSONValue?) throws(SimulatedFault) {
        let minimum = settings?["minimumHealthyPercent"]?.integer ?? 100, maximum = settings?["maximumPercent"]?.integer ?? 200
        guard minimum >= 0, maximum >= minimum else { throw .parameter("maximumPercent must not be less than minimumHealthyPercent.") }
        guard minimum != 100 || maximum != 100 else {
            throw .parameter("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.")
        }
    }
}
