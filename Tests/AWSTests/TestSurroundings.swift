import AWS
import Foundation
import HTTP
import Synchronization

/// A home directory in memory, and a clock that stands still until it is moved.
enum TestSurroundings {
    static func make(
        _ environment: [String: String] = [:], files: [String: String] = [:], profile: String? = nil,
        runProcess: (@Sendable ([String]) async throws -> [UInt8])? = nil
    ) -> Surroundings {
        // Nothing here may ask the metadata service of the machine the tests run on.
        let all = ["AWS_EC2_METADATA_DISABLED": "true"].merging(environment) { $1 }
        return Surroundings(
            environment: all, home: "/home/u", profile: profile, readFile: { files[$0].map { Array($0.utf8) } }, runProcess: runProcess)
    }

    static func chain(_ surroundings: Surroundings, clock: TestClock = TestClock()) throws -> CredentialChain {
        CredentialChain(surroundings, http: try HTTPClient(), retry: clock.policy)
    }

    static func error(_ surroundings: Surroundings) async throws -> AWSError? {
        do {
            _ = try await chain(surroundings).credentials()
            return nil
        } catch let error as AWSError {
            return error
        }
    }
}

final class TestClock: Sendable {
    private let state = Mutex<(now: Int64, waits: [Duration])>((1_700_000_000, []))

    var now: Int64 {
        get { state.withLock(\.now) }
        set { state.withLock { $0.now = newValue } }
    }

    var waits: [Duration] { state.withLock(\.waits) }

    /// Waits for nothing.
    var policy: RetryPolicy {
        var policy = RetryPolicy()
        policy.clock = RetryClock(
            sleep: { wait in self.state.withLock { $0.waits.append(wait) } }, random: { 0 }, secondsSince1970: { self.now })
        return policy
    }
}
