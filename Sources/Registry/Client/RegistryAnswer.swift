import HTTP
import HTTPTypes

/// What a registry answered: a success whose body streams, or a refusal whose words were read.
struct RegistryAnswer: Sendable {
    let method: HTTPRequest.Method
    let head: ResponseHead
    let body: ResponseBody
    /// Nil for a success.
    let complaint: RegistryComplaint?

    init(to method: HTTPRequest.Method, _ response: Response) async throws {
        self.method = method
        head = response.head
        body = response.body
        guard response.head.status.kind != .successful else {
            complaint = nil
            return
        }
        // The words only explain: that they broke off must not hide the status.
        let words = try? await response.body.collected(upTo: RegistryComplaint.limit)
        try Task.checkCancellation()
        complaint = RegistryComplaint(words ?? [])
    }

    var status: Int { head.status.code }
    var isSuccess: Bool { complaint == nil }

    /// This answer as what ``RetryPolicy`` judges; nil when it will not change by asking again.
    var retryable: HTTPError? {
        let error = head.error(message: complaint?.text)
        guard !isSuccess, !isQuotaUsedUp, RetryPolicy.mayRetry(error, .repeatable) else { return nil }
        return error
    }

    /// Whether nothing is left of an allowance that renews after hours: Docker Hub's pulls.
    ///
    /// The field is missing where a proxy drops it; then the words tell.
    var isQuotaUsedUp: Bool {
        guard status == 429 else { return false }
        let left = HTTPField.Name("ratelimit-remaining").flatMap { head.fields[$0] }?.split(separator: ";").first
        return left == "0" || complaint?.mentions("pull rate limit") == true
    }

    /// The digest that the registry gives what it sent or took; nil when it gives none that can be read.
    var contentDigest: String? { HTTPField.Name("docker-content-digest").flatMap { head.fields[$0] } }
}
