/// A network that is there already.
package struct VPCSpec: Sendable, Equatable {
    /// `vpc-...`
    package var id: String
    /// Of load balancers, and of tasks unless those have their own; in two zones at least, which a load balancer needs; none when they are to
    /// be found.
    package var subnets: [String]
    /// Of tasks that have no public addresses; none where they are in ``subnets``.
    package var taskSubnets: [String]

    static let keys = Keys("a network", definition: "vpc", ["id", "subnets", "public", "private"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let id = fields.require("id", "give the id of the VPC") { reading.resource($0, "vpc") }
        func list(_ key: String) -> [String] {
            reading.unique(fields[key], "subnet")
            return fields.read(key) { node in reading.list(node, "a list of subnets") { reading.resource($0, "subnet") } } ?? []
        }
        subnets = list("subnets") + list("public")
        taskSubnets = list("private")
        fields.exclusive("subnets", "public")
        fields.exclusive("subnets", "private")
        if fields.has("public") != fields.has("private"), !fields.has("subnets") {
            let (present, missing) = fields.has("public") ? ("public", "private") : ("private", "public")
            reading.report(
                fields.place(present),
                "'\(present)' needs '\(missing)' beside it: load balancers are in the public subnets, and tasks in the private ones")
        }
        guard let id else { return nil }
        self.id = id
        for key in ["subnets", "public", "private"] {
            // Tasks make do with one.
            let least = key == "private" ? 1 : 2
            if let node = fields[key], !(least...16).contains(node.items.count) {
                reading.report(node, "between \(least) and 16 subnets are possible, found \(node.items.count)")
            }
        }
        for node in fields["private"]?.items ?? [] {
            if case .scalar(let text, _) = node.content, subnets.contains(text) { reading.report(node, "'\(text)' is 'public' already") }
        }
    }
}
