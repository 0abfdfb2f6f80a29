import Foundation

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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        // Files, not pipes: a program that writes much to both never waits for us.
        let files = try ["out", "err", "in"].map { _ in try scratchFile() }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(input).write(to: files[2])
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput = try FileHandle(forReadingFrom: files[2])
        try process.run()
        process.waitUntilExit()
        return Output(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            standardOutput: [UInt8](try Data(contentsOf: files[0])),
            standardError: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
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

    private static func scratchFile() throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("imgship-program-\(UUID().uuidString)")
        try Data().write(to: file)
        return file
    }
}

package struct ProgramError: Error, CustomStringConvertible {
    let command: [String]
    let status: Int32
    let words: String
    package var description: String { "\(command.joined(separator: " ")) ended with \(status): \(words)" }
}
