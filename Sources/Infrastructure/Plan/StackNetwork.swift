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
    /// Not where users come to the tasks themselves; in a network that is there already only where the file says so.
    var tasksArePrivate: Bool { plan.hasPrivateSubnets || isOwn && plan.infra.exit != .direct && plan.openServices.isEmpty }

    var vpc: JSONValue { .reference(isOwn ? "Vpc" : "VpcId") }
    var publicSubnets: JSONValue { isOwn ? list("PublicSubnet") : .reference("SubnetIds") }
    var taskSubnets: JSONValue {
        guard tasksArePrivate else { return publicSubnets }
        return isOwn ? list("PrivateSubnet") : .reference("TaskSubnetIds")
    }

    private func list(_ id: String) -> JSONValue { .array(Self.zones.map { .reference(id + $0) }) }
}
