import Foundation
import HTTP
import TestSupport

/// A server with answers of the test's own, by `Tests/Fixtures/canned_server.py`.
final class CannedServer: Sendable {
    private let server: FixtureServer

    /// - Parameter answers: by method and path, `GET /a`; one after the other, the last for ever.
    init(_ answers: [String: [Answer]]) throws {
        let text = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        server = try FixtureServer("python3", "canned_server.py", [text])
    }

    func address(_ path: String = "") -> String { server.address + path }

    struct Answer: Encodable {
        var status = 200
        var fields: [String: String] = [:]
        var body = ""
        /// In seconds.
        var delay = 0.0
    }

    struct Asked: Decodable {
        var request: String
        /// Names in lower case.
        var fields: [String: String]
        var body: String
    }

    /// All requests so far, in order.
    func asked() async throws -> [Asked] {
        let response = try await HTTPClient().fetch(Request(.get, WebAddress(address("/log"))))
        return try JSONDecoder().decode([Asked].self, from: Data(response.bytes))
    }
}
