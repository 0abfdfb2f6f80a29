/// How tasks fare: how long each stage takes, and how it ends.
package struct TaskScript: Hashable, Sendable {
    /// Seconds until the network interface is there.
    package var provisioning = 6...10
    /// Seconds for secrets and images.
    package var pulling = 8...16
    package var outcome = Outcome.runs
    /// What containers write when they start; `{container}` and `{port}` are filled in.
    package var greeting = ["{container}: starting", "{container}: listening on port {port}"]

    package init() {}

    package init(_ outcome: Outcome) { self.outcome = outcome }

    /// Healthy as soon as its checks allow.
    package static let runs = TaskScript()

    package enum Outcome: Hashable, Sendable {
        case runs
        /// The first essential container ends by itself.
        case exits(Exit)
        /// Stopped before any container runs; in `reason`, `{image}`, `{secret}`, `{region}`, `{task}` and `{architecture}` are filled in.
        case failsToStart(reason: String)
        /// The container's own health check never succeeds.
        case failsContainerCheck
        /// The load balancer's health check never succeeds.
        case failsTargetCheck(TargetFailure)
        /// There is nowhere to start the task.
        case cannotBePlaced(reason: String)
        /// Stays as it is for ever.
        case neverStarts
    }

    /// A container that ends by itself.
    package struct Exit: Hashable, Sendable {
        package var code: Int
        /// Seconds of running before that.
        package var after: Int
        /// What ECS says about the container; `OutOfMemoryError: ...`
        package var reason: String?
        /// Its last lines.
        package var lines: [String]

        package init(code: Int, after: Int, reason: String? = nil, lines: [String] = []) {
            self.code = code
            self.after = after
            self.reason = reason
            self.lines = lines
        }
    }

    /// What the load balancer says about a target that it does not send anyone to.
    package enum TargetFailure: Hashable, Sendable {
        /// Answers with a status that is not expected.
        case status(Int)
        /// Nobody listens there, or a firewall is in between.
        case timeout

        var reason: String {
            switch self {
            case .status: "Target.ResponseCodeMismatch"
            case .timeout: "Target.Timeout"
            }
        }

        var description: String {
            switch self {
            case .status(let code): "Health checks failed with these codes: [\(code)]"
            case .timeout: "Request timed out"
            }
        }
    }
}
