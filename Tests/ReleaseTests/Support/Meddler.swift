import AWS
import HTTP
import Synchronization

/// Answers some calls itself, and passes all others on.
final class Meddler: AWSTransport {
    /// The answer to a call: nil to pass it on.
    typealias Meddling = @Sendable (AWSCall, _ number: Int) -> Answer?

    enum Answer: Sendable {
        /// An error of AWS, by its code.
        case refuse(String)
        /// The body of the true answer is changed.
        case change(@Sendable (String) -> String)
    }

    private let inner: any AWSTransport
    private let meddling: Meddling
    private let counts = Mutex<[String: Int]>([:])

    init(_ inner: any AWSTransport, _ meddling: @escaping Meddling) {
        self.inner = inner
        self.meddling = meddling
    }

    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        let number = counts.withLock { counts in
            counts[call.action, default: 0] += 1
            return counts[call.action] ?? 0
        }
        let answer = meddling(call, number)
        if case .refuse(let code) = answer {
            let address = try WebAddress("https://ecs.simulation.invalid/")
            let body = "{\"__type\": \"\(code)\", \"message\": \"meddled with\"}"
            return AWSAnswer(status: 400, bytes: Array(body.utf8), from: address)
        }
        let truth = try await inner.send(call, in: region, with: credentials)
        guard case .change(let change) = answer else { return truth }
        return AWSAnswer(status: truth.status, fields: truth.fields, bytes: Array(change(truth.text).utf8), from: truth.address)
    }
}
