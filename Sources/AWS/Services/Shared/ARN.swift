/// The name of a thing in AWS: `arn:aws:ecs:eu-central-1:123456789012:service/main/backend`.
/// - Source: AWS General Reference, "Amazon Resource Names".
package struct ARN: Hashable, Sendable, CustomStringConvertible {
    package let partition: String
    package let service: String
    /// Empty for what is in no region: roles.
    package let region: String
    package let account: String
    /// `service/main/backend`
    package let resource: String

    package init(partition: String, service: String, region: String, account: String, resource: String) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Nil when `text` is not an ARN.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else { return nil }
        self.init(partition: parts[1], service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    /// What comes after the last slash: a task's id, a service's name, a role's name.
    package var name: String { resource.split(separator: "/").last.map(String.init) ?? resource }

    /// What comes before the first slash or colon: `service`, `role`, `task-definition`.
    package var type: String { resource.split { $0 == "/" || $0 == ":" }.first.map(String.init) ?? resource }

    package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }
}
