import Diagnostics
import Subprocess
import SystemPackage

/// A program of the machine that `imgship lock` asks for help: `apt-get`, `uv`, `pip`.
///
/// Never run by `imgship build`.
package struct HelperCommand: Sendable {
    package struct Output: Sendable {
        package let standardOutput: String
        package let standardError: String
        /// The exit code, or 128 plus the number of the signal that ended it.
        package let status: Int32
    }

    package let program: String
    package let arguments: [String]
    /// Variables set, or with nil removed, on top of the program's own environment.
    package let environment: [String: String?]

    package init(_ program: String, _ arguments: [String], environment: [String: String?] = [:]) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs the program to its end with no standard input.
    /// - Throws: ``HelperError`` `.missing` when it is not on `PATH`, `.unusable` when it cannot be started or says more than 64 MiB. A status other than 0 is a result, not an error.
    package func run() async throws -> Output {
        let limit = 64 << 20
        var updates: [Environment.Key: String?] = [:]
        for (name, value) in environment { if let key = Environment.Key(rawValue: name) { updates[key] = value } }
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(arguments), environment: .inherit.updating(updates), input: .none,
                output: .string(limit: limit), error: .string(limit: limit))
            let status: Int32 =
                switch result.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): 128 + signal
                }
            return Output(standardOutput: result.standardOutput, standardError: result.standardError, status: status)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw HelperError(.missing, program: program)
        } catch let error as SubprocessError {
            throw HelperError(.unusable, program: program, reason: "\(error)")
        }
    }
}
