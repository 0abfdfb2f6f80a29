/// A network that is there already.
package struct VPCSpec: Sendable, Equatable {
    /// `vpc-...`
    package var id: String
    /// In two zones at least, which a load balancer needs; none when they are to be found.
    package var subnets: [String]

    static let keys = Keys("a network", definition: "vpc", ["id", "subnets"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let id = fields.require("id", "give the id of the VPC") { reading.resource($0, "vpc") }
        subnets = fields.read("subnets") { node in reading.list(node, "a list of subnets") { reading.resource($0, "subnet") } } ?? []
        reading.unique(fields["subnets"], "subnet")
        guard let id else { return nil }
        self.id = id
        if let node = fields["subnets"], !(2...16).contains(node.items.count) {
            reading.report(node, "between 2 and 16 subnets are possible, found \(node.items.count)")
        }
    }
}
