import Configuration
import Diagnostics
import JSON
import OCI

extension ServiceDraft {
    func place(of container: String) -> SourceLocation {
        if case .containers(let containers) = spec.task, let origin = containers[container]?.origin { return origin.location }
        return spec.origin.location
    }

    mutating func container(_ name: String, _ container: ContainerSpec) -> JSONObject {
        let image = container.image.flatMap { resolve($0, for: name) }
        let environment = container.env.sorted { $0.key < $1.key }.map { entry in
            JSONValue.object(["name": .string(entry.key), "value": .string(expand(entry.value, container: name))])
        }
        let secrets = container.secrets.sorted { $0.key < $1.key }.map { entry in
            JSONValue.object(["name": .string(entry.key), "valueFrom": .string(source(of: entry.value, container: name))])
        }
        var fields = JSONValue.fields([
            "name": .string(name), "image": image.map { .string($0) }, "essential": .bool(container.essential),
            "cpu": container.cpu.map { JSONValue($0) }, "memory": container.memory.map { JSONValue($0) },
            "memoryReservation": container.memoryReservation.map { JSONValue($0) },
            "entryPoint": container.entrypoint.map { JSONValue($0) }, "command": container.command.map { JSONValue($0) },
            "user": container.user.map { .string($0) }, "workingDirectory": container.workdir.map { .string($0) },
            "startTimeout": container.startTimeout.map { JSONValue($0.wholeSeconds) },
            "stopTimeout": container.stopTimeout.map { JSONValue($0.wholeSeconds) },
            "readonlyRootFilesystem": container.readOnlyRoot.map { .bool($0) },
            "healthCheck": healthCheck(name, container).map { .object($0) }, "logConfiguration": .object(logs(name, container.logs)),
        ])
        // A session of ECS Exec leaves processes behind that someone must collect.
        if let initProcess = container.initProcess ?? (spec.exec == true ? true : nil) {
            fields["linuxParameters"] = ["initProcessEnabled": .bool(initProcess)]
        }
        let lists = [
            "environment": environment, "secrets": secrets, "portMappings": ports(container), "mountPoints": mounts(container),
            "dependsOn": dependencies(container),
        ]
        for (key, list) in lists where !list.isEmpty { fields[key] = .array(list) }
        return fields
    }

    private func ports(_ container: ContainerSpec) -> [JSONValue] {
        let endpoint = composer.connect.endpoint(of: name)
        return container.ports.map { port in
            var fields: JSONObject = ["containerPort": JSONValue(port.number), "protocol": .string(port.transport.rawValue)]
            if let endpoint, endpoint.port == port {
                fields["name"] = .string(endpoint.portName)
                if port.transport == .tcp { fields["appProtocol"] = "http" }
            }
            return .object(fields)
        }
    }

    private func mounts(_ container: ContainerSpec) -> [JSONValue] {
        container.mounts.map {
            ["sourceVolume": .string($0.volume), "containerPath": .string($0.path), "readOnly": .bool($0.isReadOnly)]
        }
    }

    private func dependencies(_ container: ContainerSpec) -> [JSONValue] {
        container.dependsOn.sorted { $0.key < $1.key }.map {
            ["containerName": .string($0.key), "condition": .string($0.value.rawValue.uppercased())]
        }
    }

    /// The command that the file gives, or else the image's own, which ECS would ignore.
    private func healthCheck(_ name: String, _ container: ContainerSpec) -> JSONObject? {
        if let health = container.health, let test = health.test {
            return JSONValue.fields([
                "command": Self.words(of: test), "interval": health.interval.map { JSONValue($0.wholeSeconds) },
                "timeout": health.timeout.map { JSONValue($0.wholeSeconds) },
                "startPeriod": health.startPeriod.map { JSONValue($0.wholeSeconds) }, "retries": health.retries.map { JSONValue($0) },
            ])
        }
        // With another program in its place, the image's check may ask for what does not run.
        guard container.entrypoint == nil, container.command == nil, let check = images[name]?.config?.healthcheck,
            ["CMD", "CMD-SHELL"].contains(check.test.first)
        else { return nil }
        return HealthLimits.fitted(check)
    }

    private static func words(of test: HealthcheckSpec.Test) -> JSONValue {
        switch test {
        case .command(let words): JSONValue(["CMD"] + words)
        case .shell(let line): ["CMD-SHELL", .string(line)]
        }
    }

    private mutating func logs(_ container: String, _ logs: LogSpec?) -> JSONObject {
        let driver = logs?.driver ?? .awslogs
        var options = logs?.options ?? [:]
        if driver == .awslogs {
            let own = [
                "awslogs-group": expand(logs?.group ?? destination.logGroup(of: name)), "awslogs-region": destination.region.name,
                "awslogs-stream-prefix": logs?.streamPrefix ?? name,
            ]
            options.merge(own) { given, _ in given }
        }
        var fields: JSONObject = ["logDriver": .string(driver.rawValue)]
        if !options.isEmpty { fields["options"] = JSONValue(options) }
        return fields
    }

    /// `valueFrom` of a secret, as ECS takes it.
    private mutating func source(of reference: SecretReference, container: String) -> String {
        switch reference {
        case .parameter(let name):
            let name = expand(name, container: container)
            if name.hasPrefix("arn:") || name.contains("${") { return name }
            return destination.arn("ssm", "parameter/" + name.drop { $0 == "/" })
        case .secret(let name, let key, let stage, let version):
            let parts = key == nil && stage == nil && version == nil ? [] : [key ?? "", stage ?? "", version ?? ""]
            return ([secretARN(expand(name, container: container), container: container)] + parts).joined(separator: ":")
        }
    }

    private mutating func secretARN(_ name: String, container: String) -> String {
        if SecretARN.isFull(name) { return name }
        if let arn = facts.secrets[name] { return arn }
        if !name.contains("${") {
            report(
                "secret-unknown", container: container, "Secrets Manager has no secret '\(name)'",
                why: "a task would not start", remedy: "run `imgship secret set \(name)`", at: place(of: container))
        }
        // The form is kept, so that nothing else is said against it.
        return name.hasPrefix("arn:") ? name + "-??????" : destination.arn("secretsmanager", "secret:\(name)-??????")
    }
}

extension Duration {
    /// Rounded up: what is asked for in part is not cut short.
    var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}
