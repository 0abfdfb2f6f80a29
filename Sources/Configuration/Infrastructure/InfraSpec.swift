/// What `infra:` says of the stack that the services stand on.
///
///     infra:
///       vpc: own
///       nat: endpoints
///       repositories: {keep: 30, immutable: true}
///       github: {repository: organisation/llm-chat, branch: main}
///
/// Texts may use `${NAME}` and `${NAME:-default}`.
package struct InfraSpec: Sendable, Equatable {
    /// Which network the tasks are in.
    package enum VPC: Sendable, Equatable {
        /// One that is there: told when the stack is made, or named here.
        case existing(VPCSpec?)
        /// One of the stack itself, in two zones.
        case own
    }

    /// How tasks of a network of their own reach what is outside.
    package enum Exit: String, Sendable, CaseIterable {
        /// Through a NAT gateway, from private subnets.
        case nat = "true"
        /// From public subnets, with public addresses.
        case direct = "false"
        /// To AWS's own services alone, from private subnets.
        case endpoints
    }

    package var vpc = VPC.existing(nil)
    package var exit = Exit.nat
    package var repositories = RepositoriesSpec()
    /// Whether the cluster measures its tasks (Container Insights).
    package var hasInsights = true
    package var github: GitHubSpec?
    /// Instances that tasks may run on, by the names of their providers in services.
    package var capacity: [String: InstancesSpec] = [:]
    package var encryptionKeys = EncryptionKeysSpec()

    static let keys = Keys("'infra'", definition: "infra", ["vpc", "nat", "repositories", "insights", "github", "capacity", "kms"])
    static let allKeys = [
        keys, VPCSpec.keys, RepositoriesSpec.keys, GitHubSpec.keys, InstancesSpec.keys, EncryptionKeysSpec.keys,
    ]

    init() {}

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        vpc = fields.read("vpc", reading.vpc) ?? vpc
        exit = fields.read("nat") { reading.choice($0, Exit.self) } ?? exit
        repositories = fields.read("repositories") { RepositoriesSpec($0, reading) } ?? repositories
        hasInsights = fields.read("insights", reading.boolean) ?? hasInsights
        github = fields.read("github") { GitHubSpec($0, reading) }
        capacity = fields.read("capacity", reading.instances) ?? [:]
        encryptionKeys = fields.read("kms") { EncryptionKeysSpec($0, reading) } ?? encryptionKeys
        if fields.has("capacity"), vpc == .own {
            reading.report(
                fields.place("capacity"),
                "instances of 'capacity' are in a network that is there already, and tasks on them have to be in the same: give 'vpc' its id"
            )
        }
        if fields.has("nat"), fields.has("vpc"), vpc != .own {
            reading.report(fields.place("nat"), "'nat' belongs to 'vpc: own': the way out of an existing network is not the stack's")
        } else if fields.has("nat"), !fields.has("vpc") {
            reading.report(fields.place("nat"), "'nat' needs 'vpc: own' beside it")
        }
    }
}

extension Reading {
    fileprivate func vpc(_ node: Node) -> InfraSpec.VPC? {
        switch node.content {
        case .scalar("default", _): return .existing(nil)
        case .scalar("own", _): return .own
        case .map: return VPCSpec(node, self).map { .existing($0) }
        default:
            expected("default, own or a map with 'id' and 'subnets'", node)
            return nil
        }
    }
}
