import Diagnostics
import HTTP
import HTTPTypes

/// Tells `--verbose` about each request: what, how it ended, how long the head of the answer took, and the registry's name for it, which
/// is what the people who run the registry ask for.
///
///     PUT https://ghcr.io/v2/team/app/manifests/1  201  84 ms  request 1A2B:3C
///
/// Never a field that was sent, nor a value in a query, nor a word of a body: each may hold a secret.
struct RequestTrace: Sendable {
    let reporter: any Reporter
    let clock: RetryClock

    /// Fields of answers in which registries, and what stands before them, name a request: ECR's, GHCR's, Azure's, and most others'.
    private static let identifiers = [
        "x-amzn-requestid", "x-github-request-id", "x-ms-correlation-request-id", "x-amz-request-id", "x-request-id",
    ].compactMap { HTTPField.Name($0) }
    private static let identifierLimit = 128

    /// Sends the request and tells about it, also when there is no answer.
    func around(
        _ request: Request, isolation: isolated (any Actor)? = #isolation, _ send: (Request) async throws -> Response
    ) async throws -> Response {
        let start = clock.elapsed()
        do {
            let response = try await send(request)
            let head = response.head
            // Where a registry sent us on to, as to its storage.
            let place = head.address.origin == request.address.origin ? nil : "from \(head.address.host)"
            tell(request, since: start, "\(head.status.code)", place, Self.identifier(head.fields).map { "request \($0)" })
            return response
        } catch let error as HTTPError {
            tell(request, since: start, error.inShort, nil, nil)
            throw error
        }
    }

    private func tell(_ request: Request, since start: Duration, _ outcome: String, _ place: String?, _ identifier: String?) {
        let milliseconds = Int64((clock.elapsed() - start) / .milliseconds(1))
        let parts = ["\(request.method.rawValue) \(request.address)", outcome, "\(milliseconds) ms", place, identifier]
        reporter.detail(parts.compactMap(\.self).joined(separator: "  "))
    }

    private static func identifier(_ fields: HTTPFields) -> String? {
        guard let value = identifiers.lazy.compactMap({ fields[$0] }).first(where: { !$0.isEmpty }) else { return nil }
        // It goes to a terminal.
        return value.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? String(value.prefix(identifierLimit)) : nil
    }
}
