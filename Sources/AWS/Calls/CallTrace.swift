import Diagnostics
import HTTP

/// Tells `--verbose` about each call: what, how it ended, how long it took, and AWS's name for it.
///
///     ecs:DescribeServices  200  84 ms  request 1a2b-...
///
/// Never a parameter, and never a word of an answer: either may hold a secret.
struct CallTrace: Sendable {
    let reporter: any Reporter
    let clock: RetryClock

    /// Makes the call and tells about it, also when there is no answer.
    func around(_ call: AWSCall, _ send: () async throws -> AWSAnswer, isolation: isolated (any Actor)? = #isolation) async throws
        -> AWSAnswer
    {
        let start = clock.elapsed()
        do {
            let answer = try await send()
            let fault = answer.isSuccess ? nil : Fault(answer)
            let outcome = ["\(answer.status)", fault?.code].compactMap(\.self).joined(separator: " ")
            tell(call, outcome, since: start, fault?.requestID ?? Self.requestID(answer))
            return answer
        } catch let error as HTTPError {
            tell(call, "no answer", since: start, nil)
            throw error
        }
    }

    private func tell(_ call: AWSCall, _ outcome: String, since start: Duration, _ requestID: String?) {
        let milliseconds = Int64((clock.elapsed() - start) / .milliseconds(1))
        reporter.detail("\(call.permission)  \(outcome)  \(milliseconds) ms" + (requestID.map { "  request \($0)" } ?? ""))
    }

    private static func requestID(_ answer: AWSAnswer) -> String? {
        AWSField.requestIDs.lazy.compactMap { answer.fields.value($0) }.first
    }
}
