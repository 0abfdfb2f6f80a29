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
    /// In bytes: what a pipe of Linux surely holds, so that writing it never waits.
    private static let inputLimit = 32 << 10

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
                input: .fileDescriptor(try Self.pipe(holding: input, for: program), closeAfterSpawningProcess: true),
                output: .bytes(limit: Self.limit), error: .bytes(limit: Self.limit))
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

    /// The reading end of a pipe that holds all of the input, and then ends.
    ///
    /// swift-subprocess 1.0 ends the whole process when a program does not read what it is given, or is cancelled before it has.
    private static func pipe(holding input: [UInt8], for program: String) throws -> FileDescriptor {
        guard input.count <= inputLimit else {
            throw ProgramError(program: program, reason: "more than \(inputLimit) bytes are to be read by it")
        }
        do {
            // Closed in all other programs that start meanwhile: one of them would keep the end from coming.
            let (read, write) = try FileDescriptor.pipe(options: [.closeOnExec])
            defer { try? write.close() }
            try write.writeAll(input)
            return read
        } catch let error as Errno {
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
