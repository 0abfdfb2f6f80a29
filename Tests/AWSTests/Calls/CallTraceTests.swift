import AWS
import Diagnostics
import HTTP
import Synchronization
import Testing

@Suite struct `The trace of a call` {
    private final class Lines: Reporter {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock(\.self) }
        func report(_ event: ProgressEvent) {
            if case .detail(let line) = event { lines.withLock { $0.append(line) } }
        }
    }

    private struct Scripted: AWSTransport {
        let time: SteppingClock
        let answers = Answers()
        final class Answers: Sendable { let count = Mutex(0) }

        func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
            time.pass(.milliseconds(84))
            let address = try WebAddress("http://aws.example/")
            switch answers.count.withLock({
                $0 += 1; return $0
            }) {
            case 1: throw HTTPError(.couldNotConnect, address)
            case 2:
                return AWSAnswer(
                    status: 400, fields: [.init("x-amzn-requestid")!: "r-1"], bytes: Array(#"{"__type":"ThrottlingException"}"#.utf8),
                    from: address)
            default:
                return AWSAnswer(
                    status: 200, fields: [.init("x-amzn-requestid")!: "r-2"], bytes: Array(#"{"SecretString":"hunter2"}"#.utf8),
                    from: address)
            }
        }
    }

    @Test func `says action, outcome, time and request, and nothing of what is in it`() async throws {
        let time = SteppingClock(), lines = Lines()
        let client = AWSClient(
            Scripted(time: time), region: try Region("eu-central-1"), credentials: nil, retry: time.policy(patience: nil), reporter: lines)
        _ = try await SecretsClient(client).putSecretValue("app/key", Secret("hunter2"), token: RequestToken())
        #expect(
            lines.all == [
                "secretsmanager:PutSecretValue  no answer  84 ms",
                "secretsmanager:PutSecretValue  400 ThrottlingException  84 ms  request r-1",
                "secretsmanager:PutSecretValue  200  84 ms  request r-2",
            ])
    }
}
