import AWS
import Release

/// Looks whether ports of the stack's load balancers are taken by listeners that are not, or no longer, of the template: CloudFormation would
/// make a new one beside them, and a load balancer has a port once.
struct PortInspection {
    private let client: LoadBalancingClient
    private let own: OwnResources

    init(_ client: AWSClient, _ own: OwnResources) {
        self.client = LoadBalancingClient(client)
        self.own = own
    }

    func findings(_ plan: StackPlan) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        for balancer in StackBalancer.all(plan) {
            let new = try balancer.listeners().filter { own.physicalID(of: $0.id(balancer)) == nil }
            guard !new.isEmpty, let arn = own.physicalID(of: balancer.id) else { continue }
            findings += try await StackGround.warnIfDenied("the ports of the load balancer '\(balancer.id)' are not looked at") {
                let there = try await client.describeListeners(of: arn)
                return new.compactMap { listener in there.first { $0.port == listener.port }.map { taken(listener.port, $0) } }
            }
        }
        return findings
    }

    private func taken(_ port: Int, _ listener: Listener) -> ReleaseFinding {
        let arn = listener.arn ?? ""
        let whose = own.logicalID(of: arn).map { "'\($0)' of the stack has it, which goes only afterwards" } ?? "it is not of the stack"
        return ReleaseFinding(
            .error, "port-taken", "port \(port) of the load balancer has a listener already", why: whose,
            remedy:
                "delete that one, and apply at once, as nobody is answered until then: `aws elbv2 delete-listener --listener-arn \(arn)`")
    }
}
