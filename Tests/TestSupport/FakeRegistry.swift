import Foundation
import HTTP
import SystemPackage

/// The registry of `Tests/Fixtures/fake_registry.py`, shared by all tests: each has a repository of its own, whose first part names the fault.
package final class FakeRegistry: Sendable {
    package let port: Int
    package let storagePort: Int
    private let process: ChildProcess
    /// The server ends when this closes.
    private let input: FileDescriptor

    package static let shared = Result { try FakeRegistry() }

    /// One request as the registry saw it.
    package struct Asked: Decodable {
        package let method: String
        package let path: String
        package let authorization: String
        package let size: Int
        package let range: String
        package let contentRange: String
        package let port: Int
    }

    private init() throws {
        let script = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures/fake_registry.py")
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        process = try ChildProcess(["python3", script.string], input: childInput, output: childOutput)
        try childInput.close()
        try childOutput.close()
        let ports = try output.line().split(separator: " ").compactMap { Int($0) }
        try output.close()
        guard ports.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
        (port, storagePort) = (ports[0], ports[1])
        self.input = input
    }

    package var domain: String { "127.0.0.1:\(port)" }

    /// What was asked of a repository, in order.
    package func log(_ repository: String) async throws -> [Asked] {
        let answer = try await HTTPClient().fetch(Request(.get, WebAddress("http://\(domain)/log/\(repository)")))
        return try JSONDecoder().decode([Asked].self, from: Data(answer.bytes))
    }
}
