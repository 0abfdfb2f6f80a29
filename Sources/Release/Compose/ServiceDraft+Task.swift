import Configuration
import JSON

extension ServiceDraft {
    /// What to register.
    mutating func task() throws -> TaskDefinition {
        switch spec.task {
        case .containers(let containers): return composed(containers)
        case .definition(let path, let selections):
            var task = try DefinitionFile.task(path, composer.read)
            if task.family == nil || spec.family != nil { task.fields["family"] = .string(spec.family ?? destination.family(of: name)) }
            if let role = spec.executionRole { task.fields["executionRoleArn"] = .string(destination.role(expand(role))) }
            if let role = spec.taskRole { task.fields["taskRoleArn"] = .string(destination.role(expand(role))) }
            // A task of one container is meant whatever it is called.
            let only = task.containers.count == 1 ? task.containers[0].name : nil
            for (container, selection) in selections {
                let container = task[container: container]?.name ?? only ?? container
                guard let image = resolve(selection, for: container) else { continue }
                task = try task.replacingImages([container: image])
            }
            return task
        }
    }

    private mutating func composed(_ containers: [String: ContainerSpec]) -> TaskDefinition {
        let definitions = containers.sorted { $0.key < $1.key }.map { JSONValue.object(container($0.key, $0.value)) }
        let taskRole = spec.taskRole.map { destination.role(expand($0)) } ?? facts.taskRoles[name]
        let executionRole =
            spec.executionRole.map { destination.role(expand($0)) } ?? facts.executionRole ?? running?.task.executionRole
        var fields = JSONValue.fields([
            "family": .string(spec.family ?? destination.family(of: name)), "networkMode": "awsvpc",
            "requiresCompatibilities": [isOnFargate ? "FARGATE" : "EC2"],
            "cpu": (spec.cpu ?? running?.task.cpu).map { .string("\($0)") },
            "memory": (spec.memory ?? running?.task.memory).map { .string("\($0)") },
            "runtimePlatform": ["cpuArchitecture": .string(architecture), "operatingSystemFamily": "LINUX"],
            "executionRoleArn": executionRole.map { .string($0) }, "taskRoleArn": taskRole.map { .string($0) },
            "ephemeralStorage": spec.ephemeralStorage.map { ["sizeInGiB": JSONValue($0)] },
            "containerDefinitions": .array(definitions),
        ])
        if !spec.volumes.isEmpty { fields["volumes"] = .array(spec.volumes.sorted { $0.key < $1.key }.map { volume($0.key, $0.value) }) }
        return TaskDefinition(fields)
    }

    var isOnFargate: Bool { spec.isOnFargate }

    /// As the file says, else what the images run on, Intel's first.
    private var architecture: String {
        let names = ["amd64": "X86_64", "arm64": "ARM64"]
        if let architecture = spec.architecture { return names[architecture.rawValue] ?? "X86_64" }
        let common = images.values.map { Set($0.platforms.map(\.normalized.architecture)) }.filter { !$0.isEmpty }
        guard let first = common.first else { return "X86_64" }
        let possible = common.dropFirst().reduce(first) { $0.intersection($1) }
        return possible.contains("arm64") && !possible.contains("amd64") ? "ARM64" : "X86_64"
    }

    private mutating func volume(_ name: String, _ spec: VolumeSpec) -> JSONValue {
        guard let fileSystem = spec.fileSystem else { return ["name": .string(name)] }
        let access = spec.accessPoint.map { JSONValue.string(expand($0)) }
        var settings = JSONValue.fields([
            "fileSystemId": .string(expand(fileSystem)), "transitEncryption": "ENABLED", "rootDirectory": spec.root.map { .string($0) },
        ])
        if access != nil || spec.usesRole {
            settings["authorizationConfig"] = .object(
                JSONValue.fields(["accessPointId": access, "iam": spec.usesRole ? "ENABLED" : "DISABLED"]))
        }
        return ["name": .string(name), "efsVolumeConfiguration": .object(settings)]
    }

    /// The reference of an image, remembered for the checks; nil after a finding.
    mutating func resolve(_ selection: ImageSelection, for container: String) -> String? {
        if let image = facts.images[selection] {
            images[container] = image
            return image.reference.description
        }
        let place = place(of: container)
        switch selection {
        case .built(let image):
            report(
                "image-unknown", container: container, "the image '\(image)' was not pushed yet", remedy: "run `imgship push \(image)`",
                at: place)
        case .reference(let text) where text.contains("${"): break  // A variable without a value is a finding of its own.
        case .reference(let text):
            report("image-unknown", container: container, "the registry knows no image '\(text)'", at: place)
        }
        return nil
    }

}
