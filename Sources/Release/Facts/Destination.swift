import AWS

/// Where a release goes, and under which names.
package struct Destination: Sendable, Hashable {
    package let project: String
    /// The entry of `environments:`; nil when there is none.
    package let environment: String?
    package let region: Region
    /// Twelve digits.
    package let account: String
    private let givenCluster: String?

    /// - Parameter cluster: what services without a `cluster` go to; that of the project unless given.
    package init(project: String, environment: String? = nil, region: Region, account: String, cluster: String? = nil) {
        self.project = project
        self.environment = environment
        self.region = region
        self.account = account
        givenCluster = cluster
    }

    package var partition: Partition { region.partition }

    /// What the resources of the project are called there: `llm-chat`, `llm-chat-production`.
    package var stage: String { Self.plain(project) + (environment.map { "-" + Self.plain($0) } ?? "") }

    /// The cluster of services that name none.
    package var cluster: String { givenCluster ?? stage }

    /// The family of a service that names none: `llm-chat-production-backend`.
    package func family(of service: String) -> String { stage + "-" + Self.plain(service) }

    /// The log group of a service that names none: `/imgship/llm-chat-production/backend`.
    package func logGroup(of service: String) -> String { "/imgship/\(stage)/\(service)" }

    /// - Parameter region: whether the ARNs of the service hold a region.
    package func arn(_ service: String, _ resource: String, isRegional: Bool = true) -> String {
        "arn:\(partition.name):\(service):\(isRegional ? region.name : ""):\(account):\(resource)"
    }

    /// The ARN of a role that is named in either way.
    package func role(_ nameOrARN: String) -> String {
        nameOrARN.hasPrefix("arn:") ? nameOrARN : arn("iam", "role/" + nameOrARN, isRegional: false)
    }

    /// Names of the file may hold dots, those of families and clusters may not.
    private static func plain(_ name: String) -> String { String(name.map { $0 == "." ? "-" : $0 }) }
}
