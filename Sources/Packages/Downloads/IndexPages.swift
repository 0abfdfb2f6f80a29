import HTTP
import HTTPTypes
import Synchronization

/// Reads pages of an index, each once.
final class IndexPages: Sendable {
    /// JSON before HTML, as pip asks.
    static let accepted =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"
    /// The page of a large project with thousands of files is about 20 MB.
    static let limit = 64 << 20

    private let http: HTTPClient
    private let retry: RetryPolicy
    private let known = Mutex<[String: IndexPage]>([:])

    init(http: HTTPClient, retry: RetryPolicy) {
        self.http = http
        self.retry = retry
    }

    /// The page, read now or before. Two who ask at the same time may both read it: each can be cancelled alone.
    /// - Throws: ``HTTPError``.
    func page(at address: String) async throws -> IndexPage {
        if let page = known.withLock({ $0[address] }) { return page }
        let page = try await read(address)
        known.withLock { $0[address] = page }
        return page
    }

    private func read(_ address: String) async throws -> IndexPage {
        let request = Request(.get, try WebAddress(address), fields: [.accept: Self.accepted])
        return try await retry.run {
            let response = try await http.fetch(request, limit: Self.limit).successful()
            let type = response.head.fields[.contentType] ?? "text/html"
            let page = IndexPage(response.bytes, type: type, at: response.head.address)
            guard let page else {
                throw HTTPError(
                    .status(response.head.status.code), request.address, message: "the page is not one of a package index: \(type)")
            }
            return page
        }
    }
}
