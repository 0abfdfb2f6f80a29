extension Scenario {
    /// All there are, in the order of a list for people.
    package static let catalogue: [Scenario] = [
        ok, slowStart, flakyStart, crash, crashLate, pullFailure, pullDenied, secretMissing, noRoute, outOfMemory, healthCheck,
        targetHealth, wrongPort,
        wrongArchitecture, noCapacity, breaker, alarm, alarmWhileBaking, hookFails, rollbackFails, superseded, serviceDeleted, throttled,
        throttledInBursts, clockSkew,
        clockWrong, credentialsExpire, eventsFlood, migrationFails, stuck,
    ]

    /// The scenario a user names.
    package init?(named name: String) {
        guard let found = Self.catalogue.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    private static func make(_ name: String, _ summary: String, _ change: (inout Scenario) -> Void) -> Scenario {
        var scenario = Scenario(name, summary)
        change(&scenario)
        return scenario
    }

    private static func tasks(_ name: String, _ summary: String, needs: String? = nil, _ outcome: TaskScript.Outcome) -> Scenario {
        make(name, summary) {
            $0.tasks = TaskScript(outcome)
            $0.needs = needs
        }
    }

    package static let ok = Scenario("ok", "everything goes well")

    package static let slowStart = make("slow-start", "goes well, but images take two minutes to pull") { $0.tasks.pulling = 110...130 }

    package static let flakyStart = make("flaky-start", "the first task of each deployment does not start, all others do") {
        $0.tasks = TaskScript(.failsToStart(reason: CannedWords.startTimeout))
        $0.troubledTasks = 1
    }

    package static let crash = tasks(
        "crash", "new tasks start and exit with code 1", .exits(.init(code: 1, after: 3, lines: CannedWords.traceback)))

    package static let crashLate = tasks(
        "crash-late", "new tasks are healthy for a minute, then exit with code 1",
        .exits(.init(code: 1, after: 60, lines: CannedWords.traceback)))

    package static let pullFailure = tasks(
        "pull-failure", "the image is not in the registry", .failsToStart(reason: CannedWords.imageNotFound))

    package static let pullDenied = tasks(
        "pull-denied", "the execution role may not pull the image", .failsToStart(reason: CannedWords.pullDenied))

    package static let secretMissing = tasks(
        "secret-missing", "a secret of the task does not exist", .failsToStart(reason: CannedWords.secretMissing))

    package static let noRoute = tasks(
        "no-route", "the subnets have no way to the internet or to AWS", .failsToStart(reason: CannedWords.noRoute))

    package static let outOfMemory = tasks(
        "out-of-memory", "new tasks need more memory than they have",
        .exits(.init(code: 137, after: 12, reason: CannedWords.outOfMemory, lines: ["loading model weights"])))

    package static let healthCheck = tasks(
        "health-check", "the container's own health check fails", needs: "a health check of a container", .failsContainerCheck)

    package static let targetHealth = tasks(
        "target-health", "the load balancer's health check is answered with 502", needs: "a load balancer", .failsTargetCheck(.status(502)))

    package static let wrongPort = tasks(
        "wrong-port", "nobody answers the load balancer at the port of the target", needs: "a load balancer", .failsTargetCheck(.timeout))

    package static let wrongArchitecture = tasks(
        "wrong-architecture", "the image is built for another processor",
        .exits(.init(code: 255, after: 0, lines: ["exec /usr/local/bin/app: exec format error"])))

    package static let noCapacity = tasks(
        "no-capacity", "Fargate has no room for the tasks", .cannotBePlaced(reason: CannedWords.noCapacity))

    package static let breaker = make("breaker", "tasks fail to start until the circuit breaker rolls back") {
        $0.tasks = TaskScript(.failsToStart(reason: CannedWords.startTimeout))
        $0.tasks.pulling = 3...5
        $0.needs = "a circuit breaker that rolls back"
    }

    package static let alarm = make("alarm", "an alarm of the service goes off 40 seconds into the rollout") {
        $0.happenings = [Happening(after: 40, .alarm)]
        $0.needs = "alarms in the deployment settings"
    }

    package static let alarmWhileBaking = make("alarm-while-baking", "an alarm goes off when all traffic has moved to the new tasks") {
        $0.alarmWhileBaking = true
        $0.needs = "alarms, and a deployment that moves traffic"
    }

    package static let hookFails = make("hook-fails", "a function that is asked says no") {
        $0.hooksFail = true
        $0.needs = "a hook of a deployment that moves traffic"
    }

    package static let rollbackFails = make("rollback-fails", "the rollout fails, and the old image is gone from the registry too") {
        $0.tasks = TaskScript(.failsToStart(reason: CannedWords.imageNotFound))
        $0.rollbackTasks = TaskScript(.failsToStart(reason: CannedWords.imageNotFound))
        $0.happenings = [Happening(after: 20, .oldTasksAreLost)]
    }

    package static let superseded = make("superseded", "someone else deploys the same service 20 seconds later") {
        $0.happenings = [Happening(after: 20, .someoneDeploys)]
    }

    package static let serviceDeleted = make("service-deleted", "someone deletes the service 20 seconds later") {
        $0.happenings = [Happening(after: 20, .someoneDeletesTheService)]
    }

    package static let throttled = make("throttled", "AWS refuses three of ten calls because there are too many") {
        $0.refusals = [.throttling(percent: 30)]
    }

    package static let throttledInBursts = make("throttled-in-bursts", "AWS refuses every call for 3 seconds of every 30") {
        $0.refusals = [.bursts(length: 3, period: 30)]
    }

    package static let clockSkew = make("clock-skew", "the clock of this machine is four minutes ahead of AWS's") { $0.clockOffset = -240 }

    package static let clockWrong = make("clock-wrong", "the clock of this machine is so wrong that AWS takes no signature") {
        $0.clockOffset = -3600
    }

    package static let credentialsExpire = make("credentials-expire", "the session ends 30 seconds into the rollout") {
        $0.refusals = [.expiredCredentials(after: 30)]
    }

    package static let eventsFlood = make("events-flood", "goes well, with more events than AWS keeps") { $0.eventsASecond = 12 }

    package static let migrationFails = make("migration-fails", "the one-off task before the release exits with code 1") {
        $0.needs = "a task before the release"
        $0.oneOff = TaskScript(
            .exits(.init(code: 1, after: 4, lines: ["running 3 migrations", "ERROR: relation \"chats\" does not exist"])))
    }

    package static let stuck = tasks("stuck", "new tasks never get anywhere", .neverStarts)
}
