/// A rule of a listener that sends everyone to target groups.
package struct SimulatedListenerRule: Hashable, Sendable {
    package var arn: String
    /// ARNs.
    package var targetGroups: [String]

    package init(_ arn: String, to targetGroups: [String]) {
        self.arn = arn
        self.targetGroups = targetGroups
    }
}
