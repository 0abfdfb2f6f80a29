/// What the project's own stack tells of the ground that services stand on, by the names of its outputs.
package struct StackFacts {
    private let outputs: [String: String]
    private let services: [String]

    /// - Parameter services: as in the file.
    package init(outputs: [String: String], services: [String]) {
        self.outputs = outputs
        self.services = services
    }

    /// `ExecutionRoleArn`, `Subnets`, `SecurityGroups`, `AssignPublicIp`, `NamespaceArn`; `TaskRoleArn` and `TargetGroupArn` with the
    /// service before them: `FrontendTargetGroupArn`.
    package func fill(_ facts: inout ReleaseFacts) {
        facts.executionRole = outputs["ExecutionRoleArn"]
        facts.namespace = outputs["NamespaceArn"]
        if let subnets = outputs["Subnets"] {
            facts.network = TaskNetwork(
                subnets: Self.list(subnets), securityGroups: Self.list(outputs["SecurityGroups"] ?? ""),
                publicIP: outputs["AssignPublicIp"] == "true" || outputs["AssignPublicIp"] == "ENABLED")
        }
        for service in services {
            facts.taskRoles[service] = outputs[Self.word(service) + "TaskRoleArn"] ?? outputs["TaskRoleArn"]
            facts.targetGroups[service] = outputs[Self.word(service) + "TargetGroupArn"]
        }
    }

    private static func list(_ text: String) -> [String] { text.split { $0 == "," || $0 == " " }.map(String.init) }

    /// Names of outputs have letters and digits alone: `chat-web` is `ChatWeb`.
    package static func word(_ name: String) -> String {
        name.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
