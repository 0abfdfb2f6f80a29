import AWS
import JSON

/// One service that exists, as an entry of `services:` would have it.
struct ExistingService {
    let fields: JSONObject
    /// Names of variables, whose values may be private: they are not written down.
    let variables: [String]

    init(_ service: ECSService, _ task: ECSTaskDefinition, cluster: String) {
        variables = Set(task.containers.flatMap(\.environment.keys)).sorted()
        let number = { (text: String?) in text.flatMap { Int($0) }.map { JSONValue($0) } }
        var fields = JSONValue.fields([
            "cluster": .string(cluster), "family": task.family.map { .string($0) }, "cpu": number(task.cpu), "memory": number(task.memory),
            "architecture": task.cpuArchitecture == "ARM64" ? "arm64" : nil, "execution-role": task.executionRoleARN.map { .string($0) },
            "task-role": task.taskRoleARN.map { .string($0) }, "launch-type": service.launchType == "EC2" ? "ec2" : nil,
            "capacity": Self.capacity(service), "network": Self.network(service), "load-balancer": Self.balancer(service),
            "desired": service.desiredCount.map { JSONValue($0) }, "exec": service.enableExecuteCommand ? true : nil,
        ])
        if let only = task.containers.first, task.containers.count == 1, only.name == service.name {
            fields.merge(Self.container(only)) { own, _ in own }
        } else {
            let containers = task.containers.compactMap { container in
                container.name.map { ($0, JSONValue.object(Self.container(container))) }
            }
            fields["containers"] = .object(JSONObject(containers) { first, _ in first })
        }
        self.fields = fields
    }

    private static func container(_ container: ECSContainerDefinition) -> JSONObject {
        let ports = container.json["portMappings"]?.array?.compactMap { $0["containerPort"]?.integer } ?? []
        let options = container.logOptions
        let logs = JSONValue.fields([
            "group": options["awslogs-group"].map { .string($0) }, "stream-prefix": options["awslogs-stream-prefix"].map { .string($0) },
        ])
        return JSONValue.fields([
            "image": container.image.map { .string($0) }, "port": ports.count == 1 ? JSONValue(ports[0]) : nil,
            "ports": ports.count > 1 ? .array(ports.map { JSONValue($0) }) : nil,
            "logs": container.logDriver == "awslogs" && !logs.isEmpty ? .object(logs) : nil,
            "secrets": container.secrets.isEmpty ? nil : .object(container.secrets.mapValues { .string(secret($0)) }),
        ])
    }

    /// A bare name is a parameter.
    private static func secret(_ source: String) -> String { source.hasPrefix("arn:") ? source : "ssm:\(source)" }

    private static func capacity(_ service: ECSService) -> JSONValue? {
        let providers = service.capacityProviderStrategy.map { item in
            JSONValue.object(JSONValue.fields(["provider": item["capacityProvider"], "weight": item["weight"], "base": item["base"]]))
        }
        return providers.isEmpty ? nil : .array(providers)
    }

    private static func network(_ service: ECSService) -> JSONValue? {
        guard !service.subnets.isEmpty else { return nil }
        let hasAddress = service.networkConfiguration?["awsvpcConfiguration"]?["assignPublicIp"]?.string == "ENABLED"
        return .object(
            JSONValue.fields([
                "subnets": JSONValue(service.subnets), "public-ip": .bool(hasAddress),
                "security-groups": service.securityGroups.isEmpty ? nil : JSONValue(service.securityGroups),
            ]))
    }

    private static func balancer(_ service: ECSService) -> JSONValue? {
        guard let balancer = service.loadBalancers.first, let group = balancer.targetGroupARN else { return nil }
        return .object(
            JSONValue.fields([
                "target-group": .string(group), "container": balancer.containerName.map { .string($0) },
                "port": balancer.containerPort.map { JSONValue($0) },
                "grace": service.healthCheckGracePeriod.flatMap { $0 > 0 ? .string("\($0)s") : nil },
            ]))
    }
}
