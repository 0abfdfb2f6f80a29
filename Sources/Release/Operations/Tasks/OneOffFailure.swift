import AWS
import Diagnostics

/// A one-off task whose container has no exit code: it never ran, or was not over in time.
package struct OneOffFailure: UserFacingError, Equatable {
    package let summary: String
    package let reason: String?
    package let hint: String?
    package let exitCode: ExitCode

    init(_ result: OneOffResult, _ prepared: TaskLauncher.Prepared) {
        let service = prepared.service.name
        summary =
            if result.isTimedOut {
                "the task of '\(service)' was stopped"
            } else if result.isForgotten {
                "nobody can tell how the task of '\(service)' ended"
            } else {
                "the task of '\(service)' ended before its container '\(prepared.task.container)' ran"
            }
        reason = result.words
        hint = Self.hint(for: result.cause)
        exitCode = result.isTimedOut ? .timedOut : .failed
    }

    /// ECS has made no task at all.
    init(notStarted failures: [ECSFailure], _ prepared: TaskLauncher.Prepared) {
        summary = "ECS did not start a task of '\(prepared.service.name)'"
        let words = failures.map(\.words).joined(separator: "\n")
        reason = words.isEmpty ? nil : words
        hint = failures.contains(where: \.isLackOfCapacity) ? Self.hint(for: .noCapacity) : nil
        exitCode = .failed
    }

    private static func hint(for cause: FailureCause?) -> String? {
        switch cause {
        case .imagePull: "see that the image of the service's revision is still in the registry: `imgship status`"
        case .secret: "make sure that the secret exists, in this region, with the key that is asked for"
        case .permission: "let the execution role of the task read its image and its secrets"
        case .noRoute: "the service's network needs a public address, a NAT gateway, or VPC endpoints for ECR, S3 and Logs"
        case .outOfMemory: "give it more with --memory"
        case .architecture: "the image is made for another processor than the revision's"
        case .logs: "make the log group, and let the execution role write to it"
        case .noCapacity: "run it again later, or without FARGATE_SPOT"
        case .timeout: "give it more time with --timeout"
        default: nil
        }
    }
}
