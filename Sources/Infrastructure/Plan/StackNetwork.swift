import Configuration
import JSON

/// Where tasks and load balancers are, as the other parts of the template name it.
struct StackNetwork {
    static let zones = ["A", "B"]

    let plan: StackPlan

    init(_ plan: StackPlan) { self.plan = plan }

    var isOwn: Bool { plan.infra.vpc == .own }

    /// Whether tasks are in subnets of their own, without public addresses.
    ///
    /// Not where users come to the tasks themselves, and not in a network that is there already: of that nothing else is known.
    var tasksArePrivate: Bool { isOwn && plan.infra.exit != .direct && plan.openPorts.isEmpty }

    var vpc: JSONValue { .reference(isOwn ? "Vpc" : "VpcId") }
    var publicSubnets: JSONValue { isOwn ? list("PublicSubnet") : .reference("SubnetIds") }
    var taskSubnets: JSONValue { tasksArePrivate ? list("PrivateSubnet") : publicSubnets }

    private func list(_ id: String) -> JSONValue { .array(Self.zones.map { .reference(id + $0) }) }
}
