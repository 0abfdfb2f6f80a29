import JSON

/// One container of a task definition.
package struct ECSContainerDefinition: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("name") }
    package var image: String? { string("image") }
    /// True when nothing else is said: the task stops with it.
    package var isEssential: Bool { bool("essential") ?? true }
    package var logDriver: String? { json["logConfiguration"]?["logDriver"]?.string }

    /// `awslogs-group`, `awslogs-region`, `awslogs-stream-prefix` and their like.
    package var logOptions: [String: String] {
        (json["logConfiguration"]?["options"]?.object ?? [:]).compactMapValues(\.string)
    }

    /// Plain variables. Their values may be private: they are never logged.
    package var environment: [String: String] { pairs("environment", "name", "value") }
    /// Where the values of secret variables come from, by name.
    package var secrets: [String: String] { pairs("secrets", "name", "valueFrom") }
}
