import Diagnostics

/// No session can be opened in any task of a service.
package struct ExecRefusal: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// The service does not allow it.
        case isOff
        /// The tasks were started before it was allowed.
        case tasksAreOlder
        case nothingRuns
        /// The agent that opens sessions is not up in the container; its state in ECS's word.
        case agentIsDown(String)
    }

    package let code: Code
    let service: String

    package var summary: String { "no session can be opened in '\(service)'" }

    package var reason: String? {
        switch code {
        case .isOff: "the service does not allow commands in its tasks"
        case .tasksAreOlder: "the service allows it, but its tasks were started before it did"
        case .nothingRuns: "none of its tasks is running"
        case .agentIsDown(let state): "the agent in its container is \(state)"
        }
    }

    package var hint: String? {
        switch code {
        case .isOff: "set 'exec: true' in the file and release it; the task role needs ssmmessages:CreateControlChannel and its like"
        case .tasksAreOlder: "start its tasks anew: `imgship release \(service) --refresh`"
        case .nothingRuns: "see `imgship status`, or run a task of its own: `imgship task run \(service) -- CMD`"
        case .agentIsDown:
            "allow ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel to the task role, and leave the root file system writable"
        }
    }

    package var exitCode: ExitCode { .refused }
}
