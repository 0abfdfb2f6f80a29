import AWS
import HTTP
import Synchronization

/// Writes down each call, and answers what the test says.
final class RecordingTransport: AWSTransport {
    typealias Answer = (status: Int, body: String)

    private let recorded = Mutex<[AWSCall]>([])
    private let answer: @Sendable (AWSCall, Int) -> Answer

    /// - Parameter answer: gets the call, and how many there were before it.
    init(_ answer: @escaping @Sendable (AWSCall, Int) -> Answer) { self.answer = answer }

    var calls: [AWSCall] { recorded.withLock(\.self) }

    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        let before = recorded.withLock {
            $0.append(call)
            return $0.count - 1
        }
        let answer = answer(call, before)
        return AWSAnswer(status: answer.status, bytes: Array(answer.body.utf8), from: try WebAddress("http://aws.example/"))
    }

    func client(_ retry: RetryPolicy = .never) throws -> AWSClient {
        AWSClient(self, region: try Region("eu-central-1"), credentials: nil, retry: retry)
    }
}
