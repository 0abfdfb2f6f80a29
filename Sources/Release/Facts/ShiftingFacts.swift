/// What deployments that move traffic need beside a target group; all by ARN.
package struct ShiftingFacts: Sendable, Hashable {
    package var alternateTargetGroup: String
    package var listenerRule: String
    /// Nil where nobody tries new tasks before users come to them.
    package var testListenerRule: String?
    package var role: String

    package init(alternateTargetGroup: String, listenerRule: String, testListenerRule: String? = nil, role: String) {
        self.alternateTargetGroup = alternateTargetGroup
        self.listenerRule = listenerRule
        self.testListenerRule = testListenerRule
        self.role = role
    }
}
