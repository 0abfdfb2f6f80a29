import Synchronization
import SystemPackage
import TestSupport

/// botocore, loaded once for all searches: `Tests/Fixtures/botocore_credentials.py find`.
///
/// It ends with the tests, when its standard input closes.
final class BotocoreProcess: Sendable {
    static let shared = Result { try BotocoreProcess() }

    private let process: ChildProcess
    /// Held from a question to its answer.
    private let streams: Mutex<(input: FileDescriptor, output: FileDescriptor)>

    private init() throws {
        let script = PythonTools.fixtures.appendingPathComponent("botocore_credentials.py").path
        let python = PythonTools.botocoreWithCRT ?? PythonTools.botocore ?? ""
        let (output, childOutput) = try ChildProcess.pipe(), (childInput, input) = try ChildProcess.pipe()
        let nowhere = try FileDescriptor.open("/dev/null", .writeOnly)
        process = try ChildProcess([python, script, "find"], input: childInput, output: childOutput, error: nowhere)
        for end in [childInput, childOutput, nowhere] { try end.close() }
        streams = Mutex((input, output))
    }

    /// - Parameter question: one line.
    func answer(to question: String) throws -> String {
        try streams.withLock { streams in
            _ = try streams.input.writeAll(Array((question + "\n").utf8))
            return try streams.output.line()
        }
    }
}
