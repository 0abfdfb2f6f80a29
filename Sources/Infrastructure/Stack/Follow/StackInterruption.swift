import Diagnostics

/// Whoever followed a stack has gone away; CloudFormation goes on.
package struct StackInterruption: UserFacingError, Equatable {
    package let operation: StackOperation
    package let stack: String

    package var summary: String {
        "interrupted; CloudFormation goes on with the stack '\(stack)', which is not \(operation.participle) yet"
    }
    package var hint: String? {
        "`imgship infra \(operation == .delete ? "destroy" : "apply")` picks it up where it is then; nothing has to be taken back"
    }
    package var exitCode: ExitCode { .interrupted }
}
