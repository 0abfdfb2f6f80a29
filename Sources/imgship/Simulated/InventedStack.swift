import Configuration
import Release

/// The outputs of a project's stack, made up for a simulation: the ground on which services stand that name none of their own.
struct InventedStack {
    let file: ProjectFile
    let destination: Destination

    static let subnets = ["subnet-0aaa1111bbbb22220", "subnet-0aaa1111bbbb22221"]
    static let securityGroup = "sg-0123456789abcdef0"

    /// What every stack of ours has.
    var standard: [String: String] {
        var outputs = [
            StackOutput.executionRole: destination.role("\(destination.stage)-execution"),
            StackOutput.taskRole: destination.role("\(destination.stage)-task"),
            StackOutput.subnets: Self.subnets.joined(separator: ","), StackOutput.securityGroups: Self.securityGroup,
            StackOutput.publicIP: "ENABLED",
            StackOutput.namespace: destination.arn("servicediscovery", "namespace/ns-0123456789abcdef"),
        ]
        for (name, service) in file.services where service.loadBalancer != nil {
            outputs[StackOutput.targetGroup(of: name)] = targetGroup(name)
            guard service.movesTraffic else { continue }
            outputs[StackOutput.trafficRole] = destination.role("\(destination.stage)-traffic")
            outputs[StackOutput.alternateTargetGroup(of: name)] = targetGroup(name.prefix(26) + "-other")
            outputs[StackOutput.listenerRule(of: name)] = rule(name)
            outputs[StackOutput.testListenerRule(of: name)] = service.loadBalancer?.testListen.map { _ in rule(name + "-test") }
        }
        return outputs
    }

    /// An output that the file names, by what its name says it is.
    func value(of name: String) -> String {
        let kinds: [(String, String)] = [
            ("targetgroup", targetGroup(name)), ("role", destination.role("\(destination.stage)-\(name.lowercased())")),
            ("secret", destination.arn("secretsmanager", "secret:\(name.lowercased())-AbCdEf")), ("subnet", Self.subnets[0]),
            ("securitygroup", Self.securityGroup), ("cluster", destination.stage),
        ]
        return kinds.first { name.lowercased().contains($0.0) }?.1 ?? "simulated-\(name.lowercased())"
    }

    /// Of the simulator's load balancer.
    private func rule(_ name: String) -> String {
        destination.arn("elasticloadbalancing", "listener-rule/app/demo/50dc6c495c0c9188/f2f7dc8efc521080/\(name)")
    }

    private func targetGroup(_ name: some StringProtocol) -> String {
        destination.arn("elasticloadbalancing", "targetgroup/\(name.prefix(32))/6d0ecf831eec9f09")
    }
}
