import Foundation
import Glibc
import SystemPackage

/// The web server of `Tests/Fixtures/scripted_server.py`, running until the test lets go of it.
package final class ScriptedServer: Sendable {
    package let port: Int
    private let process: pid_t
    /// The server ends when this closes: with the tests, however they end.
    private let input: FileDescriptor
    private let scheme: String

    /// One server for all tests that ask for behaviour alone.
    package static let shared = Result { try ScriptedServer() }

    /// - Parameters:
    ///   - root: what `/file/...` serves.
    ///   - tls: PEM files: certificate, key, and the authority of client certificates when those are asked for.
    package init(root: FilePath? = nil, tls: [FilePath] = []) throws {
        let script = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures/scripted_server.py")
        var arguments = ["python3", script.string]
        if let root { arguments += ["--root", root.string] }
        if !tls.isEmpty { arguments += ["--tls"] + tls.map(\.string) }
        let (output, childOutput) = try FileDescriptor.pipe()
        let (childInput, input) = try FileDescriptor.pipe()
        process = try Self.spawn(arguments, input: childInput, output: childOutput)
        try childInput.close()
        try childOutput.close()
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while line.last != 0x0a, try byte.withUnsafeMutableBytes({ try output.read(into: $0) }) == 1 { line += byte }
        try output.close()
        guard let port = Int(String(decoding: line.dropLast(), as: UTF8.self)) else {
            throw ProgramError(command: arguments, status: 1, words: "no port was printed")
        }
        (self.port, self.input) = (port, input)
        scheme = tls.isEmpty ? "http" : "https"
    }

    deinit {
        stop()
        try? input.close()
    }

    /// Ends the server and waits for its end; its port then refuses connections. Once is enough, and twice does no harm.
    package func stop() {
        if waitpid(process, nil, WNOHANG) != 0 { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// The address of a path, which begins with a slash.
    package func address(_ path: String) -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }

    private static func spawn(_ arguments: [String], input: FileDescriptor, output: FileDescriptor) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.rawValue, 0)
        posix_spawn_file_actions_adddup2(&actions, output.rawValue, 1)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let status = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
        guard status == 0 else { throw Errno(rawValue: status) }
        return process
    }
}
