/// How ECS brings a new revision about.
package enum DeploymentStrategy: String, Sendable, CaseIterable {
    /// Task by task, within the percentages.
    case rolling
    /// All new tasks beside the old ones, then all traffic at once.
    case blueGreen = "blue-green"
    /// All new tasks beside the old ones, then the traffic in equal steps.
    case linear
    /// All new tasks beside the old ones, then a little of the traffic, and later the rest.
    case canary

    /// Whether all new tasks run beside the old ones, and the traffic moves from those to these.
    package var movesTraffic: Bool { self != .rolling }
}
