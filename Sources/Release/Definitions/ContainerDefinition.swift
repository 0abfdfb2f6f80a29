import JSON

/// One of the `containerDefinitions` of a task definition.
package struct ContainerDefinition: Sendable, Hashable {
    package var fields: JSONObject

    package init(_ fields: JSONObject) {
        self.fields = fields
    }

    package var name: String? { fields["name"]?.string }
    package var image: String? { fields["image"]?.string }
    package var isEssential: Bool { fields["essential"]?.bool ?? true }
    package var cpu: Int { fields["cpu"]?.integer ?? 0 }
    /// In MiB.
    package var memory: Int? { fields["memory"]?.integer }
    package var memoryReservation: Int? { fields["memoryReservation"]?.integer }
    package var environment: [String: String] { Self.pairs(fields["environment"], "value") }
    /// Where the values of secret variables come from, by variable.
    package var secrets: [String: String] { Self.pairs(fields["secrets"], "valueFrom") }
    package var portMappings: [PortMapping] { (fields["portMappings"]?.array ?? []).map(PortMapping.init) }
    package var healthCheck: JSONObject? { fields["healthCheck"]?.object }
    package var logDriver: String? { fields["logConfiguration"]?["logDriver"]?.string }
    package var logOptions: [String: String] { (fields["logConfiguration"]?["options"]?.object ?? [:]).compactMapValues(\.string) }
    package var isReadOnly: Bool { fields["readonlyRootFilesystem"]?.bool ?? false }

    /// Conditions by container: `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`.
    package var dependsOn: [String: String] {
        let entries = (fields["dependsOn"]?.array ?? []).compactMap { entry in
            entry["containerName"]?.string.map { ($0, entry["condition"]?.string ?? "") }
        }
        return Dictionary(entries) { first, _ in first }
    }

    private static func pairs(_ list: JSONValue?, _ key: String) -> [String: String] {
        let entries = (list?.array ?? []).compactMap { entry in entry["name"]?.string.map { ($0, entry[key]?.string ?? "") } }
        return Dictionary(entries) { _, last in last }
    }
}

/// One of the `portMappings` of a container.
package struct PortMapping: Sendable, Hashable {
    package let json: JSONValue

    package var containerPort: Int? { json["containerPort"]?.integer }
    package var hostPort: Int? { json["hostPort"]?.integer }
    package var transport: String { json["protocol"]?.string ?? "tcp" }
    package var name: String? { json["name"]?.string }
    /// `FIRST-LAST` in place of one port.
    package var range: String? { json["containerPortRange"]?.string }
}
