import Foundation
import HTTP

/// The registry of `Tests/Fixtures/fake_registry`, shared by all tests: each has a repository of its own, whose first part names the fault.
final class FakeRegistry: Sendable {
    let port: Int
    let storagePort: Int
    private let server: PythonServer

    static let shared = Result { try FakeRegistry() }

    /// One request as the registry saw it.
    struct Asked: Decodable {
        let method: String
        let path: String
        let authorization: String
        let size: Int
        let range: String
        let contentRange: String
        let port: Int
    }

    private init() throws {
        server = try PythonServer("fake_registry")
        guard server.ports.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
        (port, storagePort) = (server.ports[0], server.ports[1])
    }

    var domain: String { "127.0.0.1:\(port)" }

    /// What was asked of a repository, in order.
    func log(_ repository: String) async throws -> [Asked] {
        let answer = try await HTTPClient().fetch(Request(.get, WebAddress("http://\(domain)/log/\(repository)")))
        return try JSONDecoder().decode([Asked].self, from: Data(answer.bytes))
    }
}
