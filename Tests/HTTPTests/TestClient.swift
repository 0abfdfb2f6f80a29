import Foundation
import HTTP
import HTTPTypes
import Synchronization
import TestSupport

/// What the tests of this folder share: a client, and the scripted server's words.
enum TestClient {
    static let shared = Result { try HTTPClient() }

    static func address(_ path: String, _ server: ScriptedServer? = nil) throws -> WebAddress {
        try WebAddress((server ?? ScriptedServer.shared.get()).address(path))
    }

    static func get(_ path: String, _ server: ScriptedServer? = nil, timeouts: Timeouts? = nil) throws -> Request {
        var request = Request(.get, try address(path, server))
        request.timeouts = timeouts
        return request
    }

    /// What `/echo` says it was sent, or `/log/NAME` says was asked.
    struct Told: Decodable {
        var method: String
        var path: String?
        var fields: [String: String]
        var size: Int?
        var sha256: String?
    }

    static func told(_ response: FullResponse) throws -> Told {
        try JSONDecoder().decode(Told.self, from: Data(response.bytes))
    }

    static func log(_ name: String, _ server: ScriptedServer? = nil) async throws -> [Told] {
        let response = try await shared.get().fetch(get("/log/\(name)", server))
        return try JSONDecoder().decode([Told].self, from: Data(response.bytes))
    }
}

/// A clock that remembers waits instead of waiting.
final class FakeClock: Sendable {
    private let waits = Mutex<[Duration]>([])
    var slept: [Duration] { waits.withLock(\.self) }

    func policy(random: Double = 0, now: Int64 = 0) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.clock = RetryClock(
            sleep: { duration in self.waits.withLock { $0.append(duration) } }, random: { random }, secondsSince1970: { now })
        return policy
    }
}
