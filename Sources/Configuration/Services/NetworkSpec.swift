/// Where the tasks of a service have their addresses.
package struct NetworkSpec: Sendable, Equatable {
    /// 1 to 16.
    package var subnets: [String]
    /// At most 5.
    package var securityGroups: [String]
    package var publicIP: Bool?
    /// Blocks of addresses from which users come to the tasks themselves; empty for anyone.
    package var allow: [String]

    static let keys = Keys("'network'", definition: "network", ["subnets", "security-groups", "public-ip", "allow"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        subnets = fields.read("subnets") { reading.oneOrMore($0, "a list of subnets", { reading.resource($0, "subnet") }) } ?? []
        securityGroups =
            fields.read("security-groups") {
                reading.oneOrMore($0, "a list of security groups", { reading.resource($0, "sg") })
            } ?? []
        publicIP = fields.read("public-ip", reading.boolean)
        allow = fields.read("allow", reading.addressBlocks) ?? []
        if fields.has("allow"), fields.has("security-groups") {
            reading.report(fields.place("allow"), "'allow' is for the stack's own security group, not for 'security-groups' of yours")
        }
        if subnets.count > 16 { reading.report(fields.place("subnets"), "at most 16 subnets are possible, found \(subnets.count)") }
        if securityGroups.count > 5 {
            reading.report(fields.place("security-groups"), "at most 5 security groups are possible, found \(securityGroups.count)")
        }
    }
}

/// A capacity provider with its share.
package struct CapacitySpec: Sendable, Equatable {
    package var provider: String
    /// 0 to 1000.
    package var weight: Int?
    /// 0 to 100,000.
    package var base: Int?

    static let keys = Keys("a capacity provider", definition: "capacity", ["provider", "weight", "base"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        weight = fields.read("weight") { reading.integer($0, 0...1000) }
        base = fields.read("base") { reading.integer($0, 0...100_000) }
        let provider = fields.require("provider", "name one, such as FARGATE_SPOT") { reading.word($0, "a provider such as FARGATE_SPOT") }
        guard let provider else { return nil }
        self.provider = provider
    }
}

extension Reading {
    /// An id such as `subnet-0a1b`, or a variable in its place.
    func resource(_ node: Node, _ kind: String) -> String? {
        word(node, "an id such as \(kind)-0123456789abcdef0") { $0.hasPrefix(kind + "-") && $0.count > kind.count + 1 || $0.contains("${") }
    }
}
