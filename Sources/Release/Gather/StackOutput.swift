/// The names of the outputs of a project's own stack: what the template of it gives, and a release reads.
package enum StackOutput {
    package static let executionRole = "ExecutionRoleArn"
    /// The role of every task whose service has none of its own.
    package static let taskRole = "TaskRoleArn"
    /// With commas between them, as ``securityGroups``.
    package static let subnets = "Subnets"
    package static let securityGroups = "SecurityGroups"
    /// For the tasks of one service, where they are others.
    package static func securityGroups(of service: String) -> String { word(service) + "SecurityGroups" }
    /// `true` or `ENABLED`, or anything else.
    package static let publicIP = "AssignPublicIp"
    package static let namespace = "NamespaceArn"

    /// The role with which ECS moves traffic.
    package static let trafficRole = "TrafficRoleArn"

    package static func alternateTargetGroup(of service: String) -> String { word(service) + "AlternateTargetGroupArn" }
    package static func listenerRule(of service: String) -> String { word(service) + "ListenerRuleArn" }
    package static func testListenerRule(of service: String) -> String { word(service) + "TestListenerRuleArn" }
    package static func taskRole(of service: String) -> String { word(service) + "TaskRoleArn" }
    package static func targetGroup(of service: String) -> String { word(service) + "TargetGroupArn" }

    /// A name of the file within a name of a template, which has letters and digits alone: `chat-web` is `ChatWeb`.
    package static func word(_ name: String) -> String {
        name.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
