import Foundation
import HTTP

/// The registry of `Tests/Fixtures/fake_registry`, shared by all tests: each has a repository of its own, whose first part names the fault.
package final class FakeRegistry: Sendable {
    package let port: Int
    package let storagePort: Int
    private let server: FixtureServer

    package static let shared = Result { try FakeRegistry() }

    /// One request as the registry saw it.
    package struct Asked: Decodable {
        package let method: String
        package let path: String
        package let authorization: String
        package let size: Int
        package let range: String
        package let contentRange: String
        /// Whether the body was sent without a length.
        package let isChunked: Bool
        package let port: Int
    }

    private init() throws {
        server = try FixtureServer("python3", "fake_registry")
        guard server.ports.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
        (port, storagePort) = (server.ports[0], server.ports[1])
    }

    package var domain: String { "127.0.0.1:\(port)" }

    /// What was asked of a repository, in order.
    package func log(_ repository: String) async throws -> [Asked] {
        let answer = try await HTTPClient().fetch(Request(.get, WebAddress("http://\(domain)/log/\(repository)")))
        return try JSONDecoder().decode([Asked].self, from: Data(answer.bytes))
    }
}
