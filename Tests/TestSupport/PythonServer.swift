import Foundation
import SystemPackage

/// A server of `Tests/Fixtures` that prints its ports and ends when its standard input closes: with the test.
package final class PythonServer: Sendable {
    package let ports: [Int]
    private let process: ChildProcess
    private let input: FileDescriptor

    /// - Parameter script: a file or a package of `Tests/Fixtures`.
    package init(_ script: String, _ arguments: [String] = []) throws {
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
