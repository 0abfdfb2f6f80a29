import JSON

/// How the deployments of a service go: its `deploymentConfiguration`.
package struct DeploymentSettings: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`.
    package var strategy: String { string("strategy") ?? "ROLLING" }

    /// Whether all new tasks run beside the old ones, and the traffic moves from those to these.
    package var movesTraffic: Bool { ["BLUE_GREEN", "LINEAR", "CANARY"].contains(strategy) }

    /// In minutes, as all waits here: both fleets run so long after all traffic has moved.
    package var bake: Int { integer("bakeTimeInMinutes") ?? 0 }
    /// Percent of the traffic.
    package var step: Double { json["linearConfiguration"]?["stepPercent"]?.number ?? 10 }
    package var stepBake: Int { json["linearConfiguration"]?["stepBakeTimeInMinutes"]?.integer ?? 6 }
    /// Percent of the traffic.
    package var canary: Double { json["canaryConfiguration"]?["canaryPercent"]?.number ?? 5 }
    package var canaryBake: Int { json["canaryConfiguration"]?["canaryBakeTimeInMinutes"]?.integer ?? 10 }
    package var hooks: [Hook] { list("lifecycleHooks") }

    /// How long a deployment waits because it is told to, pauses not counted.
    package var waits: Duration {
        guard movesTraffic else { return .zero }
        let steps = strategy == "LINEAR" && step > 0 ? Int((100 / step).rounded(.up)) - 1 : 0
        let between = strategy == "CANARY" ? canaryBake : max(0, steps) * stepBake
        return .seconds((bake + between) * 60)
    }

    /// Something that is done, or waited for, at a stage.
    package struct Hook: JSONAnswer {
        package let json: JSONValue
        package init(_ json: JSONValue) { self.json = json }

        package var isPause: Bool { string("targetType") == "PAUSE" }
        /// `PRE_PRODUCTION_TRAFFIC_SHIFT`
        package var stages: [String] { json["lifecycleStages"]?.strings ?? [] }
        /// Of the function.
        package var target: String? { string("hookTargetArn") }
        /// With which ECS calls it.
        package var role: String? { string("roleArn") }
    }
}
