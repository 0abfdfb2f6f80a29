import SystemPackage

/// A Python server of `Tests/Fixtures` that prints its port; it ends with the test that holds it.
package final class FixtureServer: Sendable {
    package let address: String
    private let process: ChildProcess
    private let input: FileDescriptor

    package init(_ python: String, _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        let path = PythonTools.fixtures.appendingPathComponent(script).path
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        let nowhere = try FileDescriptor.open("/dev/null", .writeOnly)
        process = try ChildProcess(
            [python, path] + arguments, environment: environment, input: childInput, output: childOutput, error: nowhere)
        for end in [childInput, childOutput, nowhere] { try end.close() }
        address = "http://127.0.0.1:\(try Self.line(output))"
        self.input = input
    }

    deinit {
        process.stop()
        try? input.close()
    }

    private static func line(_ output: FileDescriptor) throws -> String {
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while try byte.withUnsafeMutableBytes({ try output.read(into: $0) }) == 1, byte[0] != 0x0a { line += byte }
        try output.close()
        return String(decoding: line, as: UTF8.self)
    }
}
