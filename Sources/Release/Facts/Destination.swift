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

    /// What the stack of the project is called: as ``stage``, in what CloudFormation takes for a name.
    ///
    /// At most 128 characters, which the file's check sees to.
    /// - Source: CloudFormation CreateChangeSet, `StackName`: `[a-zA-Z][-a-zA-Z0-9]*`.
    package var stackName: String {
        let name = String(stage.map { $0 == "_" ? "-" : $0 })
        return name.first?.isNumber == true ? "imgship-" + name : name
    }

    /// The cluster of services that name none.
    package var cluster: String { givenCluster ?? stage }

    /// The family of a service that names none: `llm-chat-production-backend`.
    package func family(of service: String) -> String { stage + "-" + Self.plain(service) }

    /// The log group of a service that names none: `/imgship/llm-chat-production/backend`.
    package func logGroup(of service: String) -> String { "/imgship/\(stage)/\(service)" }

    /// The capacity provider of a group's instances: another group has another, since a provider cannot change its group.
    /// - Parameters:
    ///   - name: as in the file.
    ///   - group: an Auto Scaling group's name or ARN.
    /// - Source: ECS CreateCapacityProvider, `name`: 255 letters, digits, `_` and `-`, not beginning with `aws`, `ecs` or `fargate`.
    package func capacityProvider(_ name: String, of group: String) -> String {
        let mark = "autoScalingGroupName/"
        let short = group.firstRange(of: mark).map { String(group[$0.upperBound...]) } ?? group
        let isTaken = { (byte: UInt8) in
            (0x41...0x5a).contains(byte & 0xdf) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
        }
        let text = "imgship-\(stage)-\(name)-\(short)".utf8.prefix(255).map { isTaken($0) ? $0 : UInt8(ascii: "-") }
        return String(decoding: text, as: UTF8.self)
    }

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
