/// The ground of deployments that move traffic, where it exists already.
package struct ShiftingGround: Sendable, Equatable {
    /// ARN of the second target group: the traffic goes from the one to the other with each deployment.
    package var alternateTargetGroup: String
    /// ARN of the rule of a listener that sends users to one of both.
    package var listenerRule: String
    /// ARN of the rule that sends those who try the new tasks.
    package var testListenerRule: String?
    /// Name or ARN of the role with which ECS changes the rules.
    package var role: String

    static let keyNames = ["alternate-target-group", "listener-rule", "test-listener-rule", "role"]

    /// Nil without any of its keys; reports those that are missing beside others.
    init?(_ fields: Fields, _ reading: Reading) {
        guard Self.keyNames.contains(where: fields.has) else { return nil }
        guard fields.has("target-group") else {
            for key in Self.keyNames where fields.has(key) {
                reading.report(fields.place(key), "'\(key)' needs the 'target-group' that exists beside it")
            }
            return nil
        }
        let group = fields.require("alternate-target-group", "the ARN of the second target group", reading.arn)
        let rule = fields.require("listener-rule", "the ARN of the rule that sends users to the target group", reading.arn)
        let role = fields.require("role", "the role with which ECS changes the rules") { reading.word($0, "a role's name or ARN") }
        testListenerRule = fields.read("test-listener-rule", reading.arn)
        guard let group, let rule, let role else { return nil }
        (alternateTargetGroup, listenerRule, self.role) = (group, rule, role)
    }
}
