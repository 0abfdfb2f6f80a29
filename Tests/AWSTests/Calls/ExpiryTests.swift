import AWS
import HTTP
import Synchronization
import Testing

/// Keys live for five minutes, and AWS knows when each ends.
@Suite struct `Credentials that end during a call` {
    private let time = SteppingClock()

    private final class FiveMinuteKeys: CredentialProvider {
        private let time: SteppingClock
        /// Whether the provider sees the end coming, as one does whose credentials tell their end.
        private let looksAhead: Bool
        private let held = Mutex<Int>(0)

        init(_ time: SteppingClock, looksAhead: Bool) {
            self.time = time
            self.looksAhead = looksAhead
        }

        static func number(at time: SteppingClock) -> Int { Int(time.elapsed / .seconds(300)) }

        func credentials() -> Credentials {
            key(
                held.withLock {
                    if looksAhead { $0 = Self.number(at: time) }
                    return $0
                })
        }

        func credentials(insteadOf refused: Credentials) -> Credentials {
            key(
                held.withLock {
                    $0 = Self.number(at: time)
                    return $0
                })
        }

        private func key(_ number: Int) -> Credentials { Credentials(accessKeyID: "KEY\(number)", secretAccessKey: "s") }
    }

    /// AWS: asks for fewer calls for 20 minutes, and knows only the key of the moment.
    private struct Busy: AWSTransport {
        let time: SteppingClock
        let expired = Mutexed()

        final class Mutexed: Sendable { let count = Mutex(0) }

        func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
            let address = try WebAddress("http://aws.example/")
            func answer(_ status: Int, _ body: String) -> AWSAnswer { AWSAnswer(status: status, bytes: Array(body.utf8), from: address) }
            guard credentials?.accessKeyID == "KEY\(FiveMinuteKeys.number(at: time))" else {
                expired.count.withLock { $0 += 1 }
                return answer(400, #"{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}"#)
            }
            return time.elapsed < .seconds(1200)
                ? answer(400, #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#) : answer(200, "{}")
        }
    }

    @Test(arguments: [(true, 0), (false, 4)])
    func `are renewed as often as it takes`(looksAhead: Bool, refusals: Int) async throws {
        let busy = Busy(time: time)
        let client = AWSClient(
            busy, region: try Region("eu-central-1"), credentials: FiveMinuteKeys(time, looksAhead: looksAhead),
            retry: time.policy(patience: .seconds(3600)))
        #expect(try await client.call(AWSCall(.ecs, "UpdateService", .onlyIfRefused, json: [:])).text == "{}")
        #expect(busy.expired.count.withLock(\.self) == refusals)
    }
}
