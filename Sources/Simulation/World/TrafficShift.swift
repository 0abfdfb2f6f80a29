import JSON

/// How far a deployment is that moves traffic: its stages, one after the other.
struct TrafficShift {
    /// One stage, or a part of one.
    struct Step {
        /// ECS's `lifecycleStage`.
        let stage: String
        /// Hooks of that name are done first; nil for a stage that has none.
        var hook: String?
        /// Seconds.
        var wait = 2
        /// Goes on only once all new tasks are well.
        var needsTasks = false
        /// Percent of the traffic that the new tasks have from then on.
        var production: Double?
        var test: Double?
    }

    /// A hook that a deployment waits for, or has passed.
    struct Hook {
        let id: String
        let isPause: Bool
        let target: String?
        let expiresAt: Moment
        /// `CONTINUE` or `ROLLBACK`.
        let timeoutAction: String
        var status: String
        /// When a function answers.
        var answersAt = Moment.never
        var isOpen: Bool { status == "AWAITING_ACTION" || status == "IN_PROGRESS" }
    }

    let steps: [Step]
    private(set) var index = 0
    var hooks: [Hook] = []
    private(set) var production = 0.0
    private(set) var test = 0.0
    /// When the stage is over; nil before its hooks are done.
    private(set) var due: Moment?
    /// Whether the hooks of the stage have been called.
    var hasCalled = false

    var step: Step? { steps.indices.contains(index) ? steps[index] : nil }
    /// Whether old tasks may go.
    var isCleaning: Bool { step == nil }
    var stage: String { step?.stage ?? "CLEAN_UP" }
    /// Whether new tasks may start.
    var mayStart: Bool { steps[..<min(index + 1, steps.count)].contains(where: \.needsTasks) }

    /// - Source: ECS Developer Guide, "Amazon ECS blue/green deployments", "... linear deployments", "... canary deployments".
    init(_ settings: JSONValue?, hasTests: Bool) {
        var steps = [
            Step(stage: "PRE_SCALE_UP", hook: "PRE_SCALE_UP"), Step(stage: "SCALE_UP", needsTasks: true),
            Step(stage: "POST_SCALE_UP", hook: "POST_SCALE_UP"),
        ]
        if hasTests { steps.append(Step(stage: "TEST_TRAFFIC_SHIFT", hook: "TEST_TRAFFIC_SHIFT", wait: 5, test: 100)) }
        steps.append(Step(stage: "POST_TEST_TRAFFIC_SHIFT", hook: "POST_TEST_TRAFFIC_SHIFT"))
        for (share, bake) in Self.shares(settings) {
            // ECS has no stage of its own for what comes before.
            steps.append(Step(stage: "PRODUCTION_TRAFFIC_SHIFT", hook: "PRE_PRODUCTION_TRAFFIC_SHIFT", wait: 1))
            steps.append(
                Step(stage: "PRODUCTION_TRAFFIC_SHIFT", hook: "PRODUCTION_TRAFFIC_SHIFT", wait: 5 + bake * 60, production: share))
        }
        let bake = settings?["bakeTimeInMinutes"]?.integer ?? 0
        self.steps =
            steps + [
                Step(stage: "POST_PRODUCTION_TRAFFIC_SHIFT", hook: "POST_PRODUCTION_TRAFFIC_SHIFT"),
                Step(stage: "BAKE_TIME", wait: bake * 60),
            ]
    }

    /// What the new tasks have after each move, and minutes until the next.
    private static func shares(_ settings: JSONValue?) -> [(Double, Int)] {
        switch settings?["strategy"]?.string {
        case "CANARY":
            let canary = settings?["canaryConfiguration"]
            return [(canary?["canaryPercent"]?.number ?? 5, canary?["canaryBakeTimeInMinutes"]?.integer ?? 10), (100, 0)]
        case "LINEAR":
            let linear = settings?["linearConfiguration"]
            let step = max(3, linear?["stepPercent"]?.number ?? 10), bake = linear?["stepBakeTimeInMinutes"]?.integer ?? 6
            let count = Int((100 / step).rounded(.up))
            return (1...count).map { ($0 == count ? 100 : Double($0) * step, $0 == count ? 0 : bake) }
        default: return [(100, 0)]
        }
    }

    /// The hooks of a stage are done: it begins.
    mutating func begin(at now: Moment) {
        guard let step else { return }
        production = step.production ?? production
        test = step.test ?? test
        due = now + step.wait
    }

    mutating func next() {
        index += 1
        due = nil
        hasCalled = false
    }
}
