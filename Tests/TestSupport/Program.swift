import Foundation
import SystemPackage

/// Runs a program of the machine: other people's tools are the judges of what we write.
package enum Program {
    package struct Output: Sendable {
        package let status: Int32
        package let standardOutput: [UInt8]
        package let standardError: String
        package var text: String { String(decoding: standardOutput, as: UTF8.self) }
    }

    /// Runs `arguments` (the first is looked up on PATH) to its end.
    package static func run(
        _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [], directory: String? = nil
    ) throws -> Output {
        // Files, not pipes: a program that writes much to both never waits for us.
        let files = try ["in", "out", "err"].map { try scratchFile($0, input) }
        defer { for file in files { try? FileManager.default.removeItem(atPath: file.string) } }
        let descriptors = try files.map { try FileDescriptor.open($0, .readWrite, options: [.closeOnExec]) }
        defer { for descriptor in descriptors { try? descriptor.close() } }
        let process = try ChildProcess(
            arguments, environment: environment, directory: directory, input: descriptors[0], output: descriptors[1], error: descriptors[2])
        let status = process.wait()
        return Output(
            status: status, standardOutput: [UInt8](try Data(contentsOf: URL(fileURLWithPath: files[1].string))),
            standardError: String(decoding: try Data(contentsOf: URL(fileURLWithPath: files[2].string)), as: UTF8.self))
    }

    /// Runs `arguments` and returns what it printed; a status other than 0 is an error that holds what it complained of.
    @discardableResult
    package static func output(
        _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [], directory: String? = nil
    ) throws -> String {
        let output = try run(arguments, environment: environment, input: input, directory: directory)
        guard output.status == 0 else { throw ProgramError(command: arguments, status: output.status, words: output.standardError) }
        return output.text
    }

    private static func scratchFile(_ name: String, _ input: [UInt8]) throws -> FilePath {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("imgship-program-\(UUID().uuidString)-\(name)")
        try Data(name == "in" ? input : []).write(to: file)
        return FilePath(file.path)
    }
}

package struct ProgramError: Error, CustomStringConvertible {
    let command: [String]
    let status: Int32
    let words: String
    package var description: String { "\(command.joined(separator: " ")) ended with \(status): \(words)" }
}
