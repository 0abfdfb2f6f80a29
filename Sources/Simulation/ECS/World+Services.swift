import JSON

extension World {
    /// What a service keeps of what it is given; the rest has a place of its own.
    private static let ownFields: Set = [
        "cluster", "service", "serviceName", "taskDefinition", "desiredCount", "forceNewDeployment", "tags",
    ]

    func createService(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        let name = input["serviceName"]?.string ?? ""
        guard Self.isName(name) else { throw .parameter("Service name is invalid.") }
        let definition = try usableDefinition(input["taskDefinition"]?.string)
        if let old = findService(name, in: cluster) {
            let token = input["clientToken"]?.string
            if old.status == "ACTIVE", token != nil, token == old.settings["clientToken"]?.string {
                return ["service": describe(old, tagged: true)]
            }
            if old.status == "ACTIVE" { throw .parameter("Creation of service was not idempotent.") }
            if old.status == "DRAINING" { throw .parameter("Unable to Start a service that is still Draining.") }
        }
        guard let desired = input["desiredCount"]?.integer, desired >= 0 else { throw .parameter("The desired count is required.") }
        var settings = (input.object ?? [:]).filter { !Self.ownFields.contains($0.key) && $0.value != .null }
        settings["deploymentConfiguration"] = Self.filled(input["deploymentConfiguration"])
        try ServiceRules(self, definition).check(settings)
        let service = ServiceState(
            name, arn: arn("service/\(cluster.name)/\(name)"), cluster: cluster, definition: definition, desired: desired,
            settings: settings,
            now: now)
        services.append(service)
        tags[service.arn] = input["tags"]?.array
        deploy(service)
        return ["service": describe(service, tagged: true)]
    }

    func updateService(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let service = try serviceToChange(input)
        var definition = service.definition, settings = service.settings
        if let name = input["taskDefinition"]?.string { definition = try usableDefinition(name) }
        for (key, value) in input.object ?? [:] where !Self.ownFields.contains(key) && value != .null { settings[key] = value }
        // One takes the other's place; an empty strategy brings the launch type back.
        if let strategy = input["capacityProviderStrategy"]?.array { settings["launchType"] = strategy.isEmpty ? "FARGATE" : nil }
        if let given = input["deploymentConfiguration"] {
            settings["deploymentConfiguration"] = Self.filled(given, over: service.deploymentSettings)
        }
        try ServiceRules(self, definition).check(settings)
        let needsDeployment = triggers(input, service, definition)
        service.definition = definition
        service.settings = settings
        if let desired = input["desiredCount"]?.integer {
            guard desired >= 0 else { throw .parameter("The desired count must not be negative.") }
            service.desiredCount = desired
        }
        if needsDeployment { deploy(service) }
        wake(service, at: now)
        return ["service": describe(service, tagged: false)]
    }

    private func serviceToChange(_ input: JSONValue) throws(SimulatedFault) -> ServiceState {
        let cluster = try cluster(input)
        guard let found = findService(input["service"]?.string ?? "", in: cluster) else { throw .serviceNotFound }
        guard found.status == "ACTIVE" else { throw .serviceNotActive }
        return found
    }

    /// Whether what is asked for needs new tasks.
    /// - Source: the ECS API, `UpdateService`: parameters that trigger a new service deployment.
    private func triggers(_ input: JSONValue, _ service: ServiceState, _ definition: DefinitionState) -> Bool {
        if input["forceNewDeployment"]?.bool ?? false || definition !== service.definition { return true }
        return [
            "networkConfiguration", "platformVersion", "loadBalancers", "serviceRegistries", "serviceConnectConfiguration",
            "volumeConfigurations", "vpcLatticeConfigurations",
        ].contains { field in input[field].map { $0 != service.settings[field] } ?? false }
    }

    func deleteService(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let service = try service(input)
        if service.desiredCount > 0, !(input["force"]?.bool ?? false) {
            throw .parameter("The service cannot be stopped while it is scaled above 0.")
        }
        if service.status == "ACTIVE" { remove(service) }
        return ["service": describe(service, tagged: false)]
    }

    func describeServices(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        let names = input["services"]?.strings ?? []
        guard (1...10).contains(names.count) else {
            throw .parameter(names.isEmpty ? "Services cannot be empty." : "Services cannot have more than 10 elements.")
        }
        let isTagged = input["include"]?.strings.contains("TAGS") ?? false
        let missing = names.filter { findService($0, in: cluster) == nil }
        return [
            "services": .array(names.compactMap { findService($0, in: cluster) }.map { describe($0, tagged: isTagged) }),
            "failures": .array(missing.map { Self.failure(arn("service/\(cluster.name)/\(Self.lastPart($0))")) }),
        ]
    }

    func listServices(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        let found = services.filter { $0.cluster.name == cluster.name && $0.status != "INACTIVE" }
        return try Self.page(found.map { .string($0.arn) }, as: "serviceArns", input)
    }

    /// Deployment settings with what ECS fills in.
    private static func filled(_ given: JSONValue?, over old: JSONValue? = nil) -> JSONValue {
        let standard: JSONObject = [
            "maximumPercent": 200, "minimumHealthyPercent": 100, "strategy": "ROLLING", "bakeTimeInMinutes": 0,
            "deploymentCircuitBreaker": ["enable": false, "rollback": false],
        ]
        return .object(standard.merging(old?.object ?? [:]) { $1 }.merging(given?.object ?? [:]) { $1 })
    }
}
