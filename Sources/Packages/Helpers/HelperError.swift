import Diagnostics

/// A helper program is missing or ended badly.
package struct HelperError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        case missing
        case failed(status: Int32)
        /// It cannot be started, or what it says cannot be taken.
        case unusable
    }

    package let code: Code
    package let program: String
    /// The last lines the program wrote to standard error; of one that is unusable, why.
    package let reason: String?

    package init(_ code: Code, program: String, reason: String? = nil) {
        self.code = code
        self.program = program
        self.reason = reason
    }

    package var summary: String {
        switch code {
        case .missing: "'\(program)' is not installed, and `imgship lock` needs it"
        case .failed(let status): "'\(program)' ended with status \(status)"
        case .unusable: "'\(program)' cannot be used"
        }
    }

    package var hint: String? {
        guard code == .missing else { return nil }
        return switch program {
        case "apt-get", "apt-cache", "apt-config":
            "run `imgship lock` on Debian or Ubuntu, or in a container of one; `imgship build` needs only the lock"
        case "uv": "install it with `pip install uv`, or give a hash-locked requirements.txt or a pylock.toml"
        default: nil
        }
    }
}
