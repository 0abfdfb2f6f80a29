/// What goes wrong in a simulation, and when.
package struct Scenario: Hashable, Sendable {
    /// As a user names it: `pull-failure`.
    package let name: String
    /// One line for a list.
    package let summary: String
    /// What a release must have for this to happen to it; nil when it can happen to any.
    package var needs: String?
    /// How tasks of a revision fare that has not run before.
    package var tasks = TaskScript.runs
    /// How many tasks of a deployment fare so before all others run; nil when all do.
    package var troubledTasks: Int?
    /// How tasks fare that a rollback starts.
    package var rollbackTasks = TaskScript.runs
    /// How one-off tasks fare.
    package var oneOff = TaskScript(
        .exits(TaskScript.Exit(code: 0, after: 8, lines: ["running 3 migrations", "done"])))
    /// Which services it happens to; nil for all.
    package var services: Set<String>?
    /// What happens by itself, in seconds after the first deployment begins.
    package var happenings: [Happening] = []
    /// Whether every alarm goes off while the first deployment bakes.
    package var alarmWhileBaking = false
    /// Whether functions that are asked say no.
    package var hooksFail = false
    package var refusals: [Refusal] = []
    /// Seconds by which AWS's clock is ahead of ours.
    package var clockOffset: Int64 = 0
    /// Messages that every second of a deployment adds to its service's events.
    package var eventsASecond = 0

    package init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }

    /// The same, happening to these services alone.
    package func only(_ services: String...) -> Scenario {
        var scenario = self
        scenario.services = Set(services)
        return scenario
    }

    package struct Happening: Hashable, Sendable {
        package let after: Int
        package let what: What

        package init(after: Int, _ what: What) {
            self.after = after
            self.what = what
        }

        package enum What: Hashable, Sendable {
            /// Someone else deploys the service once more.
            case someoneDeploys
            case someoneDeletesTheService
            /// Every alarm goes off.
            case alarm
            /// The machines under the tasks of the older deployment are taken away.
            case oldTasksAreLost
        }
    }

    /// Calls that AWS refuses whatever they ask.
    package enum Refusal: Hashable, Sendable {
        /// So many of a hundred calls are one too many, at most four in a row.
        case throttling(percent: Int)
        /// For `length` seconds out of every `period`, every call is one too many.
        case bursts(length: Int, period: Int)
        /// Keys in use after so many seconds are not taken any more; others are.
        case expiredCredentials(after: Int)
    }
}
