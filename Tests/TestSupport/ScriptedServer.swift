import Foundation
import Glibc
import SystemPackage

/// The web server of `Tests/Fixtures/scripted_server.py`, running until the test lets go of it.
package final class ScriptedServer: Sendable {
    package let port: Int
    private let process: ChildProcess
    /// The server ends when this closes: with the tests, however they end.
    private let input: FileDescriptor
    private let scheme: String

    /// One server for all tests that ask for behaviour alone.
    package static let shared = Result { try ScriptedServer() }

    /// - Parameters:
    ///   - root: what `/file/...` serves.
    ///   - tls: PEM files: certificate, key, and the authority of client certificates when those are asked for.
    ///   - brokenHandshakes: how the first so many handshakes of TLS end: `reset`, `close`, `reset-late`, `alert`.
    package init(root: FilePath? = nil, tls: [FilePath] = [], brokenHandshakes: (how: String, count: Int)? = nil) throws {
        let script = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures/scripted_server.py")
        var arguments = ["python3", script.string]
        if let root { arguments += ["--root", root.string] }
        if !tls.isEmpty { arguments += ["--tls"] + tls.map(\.string) }
        if let brokenHandshakes { arguments += ["--handshakes", brokenHandshakes.how, "\(brokenHandshakes.count)"] }
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        process = try ChildProcess(arguments, input: childInput, output: childOutput)
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
        process.stop()
    }

    /// The address of a path, which begins with a slash.
    package func address(_ path: String) -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }
}
