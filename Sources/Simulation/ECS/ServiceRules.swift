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

    private func checkPercents(_ settings: JSONValue?) throws(SimulatedFault) {
        let minimum = settings?["minimumHealthyPercent"]?.integer ?? 100, maximum = settings?["maximumPercent"]?.integer ?? 200
        guard minimum >= 0, maximum >= minimum else { throw .parameter("maximumPercent must not be less than minimumHealthyPercent.") }
        guard minimum != 100 || maximum != 100 else {
            throw .parameter("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.")
        }
    }
}
