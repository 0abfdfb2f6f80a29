import JSON

/// The input of `RegisterTaskDefinition`, with every key that it was given, known to us or not.
///
/// Typed where we look; a value of another shape than AWS's counts as absent.
package struct TaskDefinition: Sendable, Hashable {
    package var fields: JSONObject

    /// Keys that only `DescribeTaskDefinition` answers: they cannot be registered.
    /// - Source: ECS's API model, `TaskDefinition` without the members of `RegisterTaskDefinitionRequest`.
    package static let describedOnly = [
        "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
        "deregisteredAt", "deleteRequestedAt",
    ]

    package init(_ fields: JSONObject) {
        self.fields = fields
    }

    /// What to register to get the revision that `DescribeTaskDefinition` answered: all but what only describes.
    ///
    /// Nulls, empty lists and empty texts stay: to AWS they are not the same as nothing.
    package init(described fields: JSONObject) {
        self.fields = fields.filter { !Self.describedOnly.contains($0.key) }
    }

    package var family: String? { fields["family"]?.string }
    package var networkMode: String? { fields["networkMode"]?.string }
    package var executionRole: String? { fields["executionRoleArn"]?.string }
    package var taskRole: String? { fields["taskRoleArn"]?.string }
    /// In CPU units.
    package var cpu: Int? { fields["cpu"].flatMap(TaskSize.cpu) }
    /// In MiB.
    package var memory: Int? { fields["memory"].flatMap(TaskSize.memory) }
    /// In GiB; 20 unless given.
    package var ephemeralStorage: Int? { fields["ephemeralStorage"]?["sizeInGiB"]?.integer }
    /// `X86_64` or `ARM64`; Fargate takes the first when nothing is said.
    package var architecture: String { fields["runtimePlatform"]?["cpuArchitecture"]?.string ?? "X86_64" }
    /// `LINUX`, or one of the names that begin with `WINDOWS`.
    package var system: String { fields["runtimePlatform"]?["operatingSystemFamily"]?.string ?? "LINUX" }
    package var compatibilities: [String] { fields["requiresCompatibilities"]?.strings ?? [] }
    package var runsOnFargate: Bool { compatibilities.contains("FARGATE") }
    package var volumes: [JSONValue] { fields["volumes"]?.array ?? [] }

    package var containers: [ContainerDefinition] {
        get { (fields["containerDefinitions"]?.array ?? []).compactMap(\.object).map(ContainerDefinition.init) }
        set { fields["containerDefinitions"] = .array(newValue.map { .object($0.fields) }) }
    }

    package subscript(container name: String) -> ContainerDefinition? { containers.first { $0.name == name } }

    /// The same with other images in the containers named.
    /// - Parameter images: references by container.
    /// - Throws: ``DefinitionError`` `.unknownContainer`.
    package func replacingImages(_ images: [String: String]) throws(DefinitionError) -> TaskDefinition {
        let names = containers.compactMap(\.name)
        if let unknown = images.keys.sorted().first(where: { !names.contains($0) }) {
            throw DefinitionError(.unknownContainer(unknown, among: names), family ?? "task definition")
        }
        var copy = self
        copy.containers = containers.map { container in
            guard let image = container.name.flatMap({ images[$0] }) else { return container }
            var container = container
            container.fields["image"] = .string(image)
            return container
        }
        return copy
    }
}
