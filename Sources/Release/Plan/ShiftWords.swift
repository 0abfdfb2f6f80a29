import AWS
import FoundationEssentials

/// How the traffic moves, in words.
package enum ShiftWords {
    /// What a plan says beside the counts of tasks; nothing for a rolling update.
    static func lines(_ settings: DeploymentSettings) -> [String] {
        guard settings.movesTraffic else { return [] }
        let bake = settings.bake == 0 ? "" : "; both fleets run on for \(minutes(settings.bake))"
        let pauses = settings.hooks.filter(\.isPause).flatMap(\.stages).map(moment)
        return ["moves the traffic \(way(settings))\(bake)"]
            + (pauses.isEmpty ? [] : ["pauses \(pauses.joined(separator: ", ")), until `imgship release --continue`"])
    }

    private static func way(_ settings: DeploymentSettings) -> String {
        switch settings.strategy {
        case "LINEAR": "in steps of \(percent(settings.step)), \(minutes(settings.stepBake)) apart"
        case "CANARY": "\(percent(settings.canary)) first, the rest \(minutes(settings.canaryBake)) later"
        default: "all at once"
        }
    }

    /// `blue/green`, `linear`
    package static func strategy(_ name: String) -> String { name == "BLUE_GREEN" ? "blue/green" : name.lowercased() }

    /// A moment of a hook, as the file calls it, in a sentence: `before traffic moves`.
    static func moment(_ stage: String) -> String {
        switch stage {
        case "RECONCILE_SERVICE": "before anything"
        case "PRE_SCALE_UP": "before tasks start"
        case "POST_SCALE_UP": "after tasks have started"
        case "TEST_TRAFFIC_SHIFT": "while test traffic moves"
        case "POST_TEST_TRAFFIC_SHIFT": "after test traffic has moved"
        case "PRE_PRODUCTION_TRAFFIC_SHIFT": "before traffic moves"
        case "PRODUCTION_TRAFFIC_SHIFT": "while traffic moves"
        case "POST_PRODUCTION_TRAFFIC_SHIFT": "after traffic has moved"
        default: "at \(stage)"
        }
    }

    /// Where a deployment is, by its `lifecycleStage`; nil where that says no more than that tasks start.
    package static func stage(_ name: String) -> String? {
        switch name {
        case "RECONCILE_SERVICE", "PRE_SCALE_UP": "preparing"
        case "SCALE_UP", "POST_SCALE_UP": nil
        case "TEST_TRAFFIC_SHIFT": "moving test traffic"
        case "POST_TEST_TRAFFIC_SHIFT": "test traffic has moved"
        case "PRODUCTION_TRAFFIC_SHIFT": "moving traffic"
        case "POST_PRODUCTION_TRAFFIC_SHIFT": "traffic has moved"
        case "BAKE_TIME": "baking"
        case "CLEAN_UP": "removing old tasks"
        default: name.lowercased()
        }
    }

    /// `10 %`, `0.5 %`
    package static func percent(_ value: Double) -> String {
        let tenths = value.isFinite ? Int((min(max(value, 0), 100) * 10).rounded()) : 0
        return (tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + " %"
    }

    static func minutes(_ count: Int) -> String { count == 1 ? "1 minute" : "\(count) minutes" }
}
