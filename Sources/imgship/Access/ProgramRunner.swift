import Diagnostics
import Subprocess
import SystemPackage

/// Runs a program of the user's to its end, without a shell: git, a credential helper.
///
/// What it reads and prints may be secret: none of it is logged, and nothing but the arguments is visible to others.
struct ProgramRunner: Sendable {
    struct Output: Sendable {
        /// The exit code, or 128 plus the number of the signal that ended it.
        let status: Int32
        let output: [UInt8]
        let error: [UInt8]
    }

    /// The process's variables, which the program gets too.
    let environment: [String: String]

    /// In bytes, of each stream; a program that prints more has gone wrong.
    private static let limit = 1 << 20

    /// - Parameter program: a name that is looked up on PATH, or a path.
    /// - Returns: nil when there is no such program.
    /// - Throws: ``ProgramError`` when it takes longer than `limit` or prints too much; `CancellationError`.
    func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], in directory: FilePath? = nil, limit: Duration = .seconds(60)
    ) async throws -> Output? {
        try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await execute(program, arguments, input, directory) }
            group.addTask {
                try await Task.sleep(for: limit)
                throw ProgramError(program: program, reason: "it did not end within \(ElapsedTime(limit))")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func execute(_ program: String, _ arguments: [String], _ input: [UInt8], _ directory: FilePath?) async throws -> Output? {
        let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment { if let key = Environment.Key(rawValue: name) { variables[key] = value } }
        do {
            let result = try await Subprocess.run(
                executable, arguments: Arguments(arguments), environment: .custom(variables), workingDirectory: directory,
                input: .array(input), output: .bytes(limit: Self.limit), error: .bytes(limit: Self.limit))
            let status: Int32 =
                switch result.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): 128 + signal
                }
            return Output(status: status, output: result.standardOutput, error: result.standardError)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            return nil
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw ProgramError(program: program, reason: "\(error)")
        }
    }
}

/// A program that could not be run to its end.
struct ProgramError: UserFacingError {
    let program: String
    let reason: String?

    var summary: String { "cannot run '\(program)'" }
}
