import SystemPackage

/// A Python server of `Tests/Fixtures` that prints its ports; it ends when its standard input closes, with the test that holds it.
package final class FixtureServer: Sendable {
    /// As it printed them: at least one.
    package let ports: [Int]
    private let process: ChildProcess
    private let input: FileDescriptor

    /// - Parameters:
    ///   - python: an interpreter with the packages that the server needs.
    ///   - script: a file or a package of `Tests/Fixtures`.
    /// - Throws: ``ProgramError`` for one that ends before it has printed a port.
    package init(_ python: String, _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        let command = [python, PythonTools.fixtures.appendingPathComponent(script).path] + arguments
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        let nowhere = try FileDescriptor.open("/dev/null", .writeOnly)
        process = try ChildProcess(command, environment: environment, input: childInput, output: childOutput, error: nowhere)
        for end in [childInput, childOutput, nowhere] { try end.close() }
        ports = try output.line().split(separator: " ").compactMap { Int($0) }
        try output.close()
        self.input = input
        guard !ports.isEmpty else {
            process.stop()
            throw ProgramError(command: command, status: 1, words: "no port was printed")
        }
    }

    package var address: String { "http://127.0.0.1:\(ports[0])" }

    deinit {
        process.stop()
        try? input.close()
    }
}
