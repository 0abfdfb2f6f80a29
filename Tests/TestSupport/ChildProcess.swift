import Glibc
import SystemPackage

/// A program started with nothing but its three streams: Foundation's `Process` lets children inherit each other's pipes, and can then
/// wait for ever in tests that run side by side.
package struct ChildProcess: Sendable {
    package let identifier: pid_t

    /// Starts `arguments` (the first is looked up on PATH).
    package init(
        _ arguments: [String], environment: [String: String] = [:], directory: String? = nil, input: FileDescriptor,
        output: FileDescriptor, error: FileDescriptor = .standardError
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [input, output, error].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor.rawValue, Int32(number))
        }
        let command = (directory.map { ["env", "--chdir", $0] } ?? []) + arguments
        var words = command.map { strdup($0) } + [nil]
        var variables = Self.variables(environment).map { strdup($0) } + [nil]
        defer { for word in words + variables { free(word) } }
        var process = pid_t()
        let status = posix_spawnp(&process, command[0], &actions, nil, &words, &variables)
        guard status == 0 else {
            throw ProgramError(command: arguments, status: status, words: "cannot be started: \(Errno(rawValue: status))")
        }
        identifier = process
    }

    /// Waits for the end: the exit code, or 128 plus the number of the signal.
    package func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Ends it for good and waits; once is enough, and twice does no harm.
    package func stop() {
        if waitpid(identifier, nil, WNOHANG) != 0 { return }
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
    }

    /// A pipe whose ends no other child inherits.
    package static func pipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
        let ends = try FileDescriptor.pipe()
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    /// The tests' own variables with `changes` made.
    private static func variables(_ changes: [String: String]) -> [String] {
        var all: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let pair = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { all[String(pair[0])] = String(pair[1]) }
            next += 1
        }
        return all.merging(changes) { $1 }.map { "\($0.key)=\($0.value)" }
    }
}
