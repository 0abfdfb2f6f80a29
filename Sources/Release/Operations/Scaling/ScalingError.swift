import Diagnostics

/// A number of tasks that cannot be set, or would not stay.
package struct ScalingError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// Application Auto Scaling would set it back.
        case isScaled(minimum: Int, maximum: Int)
        /// There are no bounds to change, and nothing to suspend.
        case isNotScaled
    }

    package let code: Code
    let service: String

    package var summary: String {
        switch code {
        case .isScaled: "the number of tasks of '\(service)' is not ours to set"
        case .isNotScaled: "'\(service)' is not scaled by itself"
        }
    }

    package var reason: String? {
        switch code {
        case .isScaled(let minimum, let maximum): "Application Auto Scaling keeps it from \(minimum) to \(maximum), and would set it back"
        case .isNotScaled: "Application Auto Scaling has no scalable target for it"
        }
    }

    package var hint: String? {
        switch code {
        case .isScaled: "change the bounds with --bounds MIN-MAX, or stop scaling for a while with --suspend"
        case .isNotScaled: "give it 'scaling:' in the file and release it, or set a number of tasks: `imgship scale \(service) N`"
        }
    }

    package var exitCode: ExitCode { .refused }
}
