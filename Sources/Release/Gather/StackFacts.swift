/// What the project's own stack tells of the ground that services stand on, by the names of its outputs.
package struct StackFacts {
    private let outputs: [String: String]
    private let services: [String]

    /// - Parameter services: as in the file.
    package init(outputs: [String: String], services: [String]) {
        self.outputs = outputs
        self.services = services
    }

    /// Fills in what ``StackOutput`` names; `FrontendTargetGroupArn` is the target group of the service `frontend`.
    package func fill(_ facts: inout ReleaseFacts) {
        facts.executionRole = outputs[StackOutput.executionRole]
        facts.namespace = outputs[StackOutput.namespace]
        if let subnets = outputs[StackOutput.subnets] {
            let publicIP = outputs[StackOutput.publicIP]
            facts.network = TaskNetwork(
                subnets: Self.list(subnets), securityGroups: Self.list(outputs[StackOutput.securityGroups] ?? ""),
                publicIP: publicIP == "true" || publicIP == "ENABLED")
        }
        for service in services {
            facts.taskRoles[service] = outputs[StackOutput.taskRole(of: service)] ?? outputs[StackOutput.taskRole]
            facts.securityGroups[service] = outputs[StackOutput.securityGroups(of: service)].map(Self.list)
            facts.targetGroups[service] = outputs[StackOutput.targetGroup(of: service)]
            facts.shifting[service] = shifting(service)
        }
    }

    private func shifting(_ service: String) -> ShiftingFacts? {
        guard let group = outputs[StackOutput.alternateTargetGroup(of: service)],
            let rule = outputs[StackOutput.listenerRule(of: service)], let role = outputs[StackOutput.trafficRole]
        else { return nil }
        return ShiftingFacts(
            alternateTargetGroup: group, listenerRule: rule, testListenerRule: outputs[StackOutput.testListenerRule(of: service)],
            role: role)
    }

    private static func list(_ text: String) -> [String] { text.split { $0 == "," || $0 == " " }.map(String.init) }
}
