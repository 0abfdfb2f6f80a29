import Foundation
import SystemPackage
import TestSupport

/// A server of `Tests/Fixtures` that prints its ports and ends when its standard input closes: with the test.
final class PythonServer: Sendable {
    let ports: [Int]
    private let process: ChildProcess
    private let input: FileDescriptor

    /// - Parameter script: a file or a package of `Tests/Fixtures`.
    init(_ script: String, _ arguments: [String] = []) throws {
        let fixtures = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures")
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        process = try ChildProcess(["python3", fixtures.appending(script).string] + arguments, input: childInput, output: childOutput)
        try childInput.close()
        try childOutput.close()
        ports = try output.line().split(separator: " ").compactMap { Int($0) }
        try output.close()
        self.input = input
    }

    deinit {
        process.stop()
        try? input.close()
    }
}

extension FileDescriptor {
    /// The bytes up to the next line's end.
    func line() throws -> String {
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while line.last != 0x0a, try byte.withUnsafeMutableBytes({ try read(into: $0) }) == 1 { line += byte }
        return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
