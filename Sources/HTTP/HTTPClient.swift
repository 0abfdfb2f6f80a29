import HTTPTypes

/// Sends requests over HTTP/1.1 and HTTP/2, sharing connections between them.
///
/// Redirects are followed here and not by libcurl, so that credentials stay with their origin. Nothing is retried: see ``RetryPolicy``.
package struct HTTPClient: Sendable {
    private let driver: TransferDriver
    private let configuration: HTTPConfiguration
    private let authorities: [UInt8]?

    /// - Throws: ``HTTPError`` `.unusable` when libcurl cannot be set up; `.invalidConfiguration` when a file of trusted
    ///   authorities cannot be read.
    package init(_ configuration: HTTPConfiguration = HTTPConfiguration()) throws {
        self.configuration = configuration
        authorities = try TrustedAuthorities.load(configuration.trust)
        driver = try TransferDriver()
    }

    /// Sends a request and returns once the head of the answer is there; its body streams.
    /// - Returns: the answer, whatever its status.
    /// - Throws: ``HTTPError``; `CancellationError` when the task is cancelled; what the source of the body throws.
    package func send(_ request: Request) async throws -> Response {
        try await follow(request) { try await exchange($0, capacity: ResponseInbox.capacity, prefersHTTP2: false) }
    }

    /// Sends a request and reads the answer into memory.
    /// - Parameter limit: the largest body taken, in bytes.
    /// - Throws: as `send`; ``HTTPError`` `.tooLarge` beyond `limit`.
    package func fetch(_ request: Request, limit: Int = 16 << 20) async throws -> FullResponse {
        // Room for the whole body: it is never paused, so it may share an HTTP/2 connection.
        let response = try await follow(request) { try await exchange($0, capacity: max(limit, limit &+ 65_536), prefersHTTP2: true) }
        if let length = response.head.contentLength, length > limit, request.method != .head {
            throw HTTPError(.tooLarge, response.head.address, message: "\(length) bytes, and at most \(limit) are taken")
        }
        return FullResponse(head: response.head, bytes: try await response.body.collect(limit: limit))
    }

    private func follow(_ first: Request, _ exchange: (Request) async throws -> Response) async throws -> Response {
        var request = first
        var followed = 0
        while true {
            let response = try await exchange(request)
            guard case .follow(let limit) = first.redirects, let location = Redirect.location(in: response.head) else {
                return response
            }
            guard followed < limit else {
                throw HTTPError(.tooManyRedirects, first.address, message: "\(followed) redirects, the last to '\(request.address)'")
            }
            followed += 1
            let next = try Redirect.request(after: request, status: response.head.status.code, location: location)
            // A short body is read so that the connection can be used again; a long one is not worth it.
            _ = try? await response.body.collect(limit: 65_536)
            try Task.checkCancellation()
            request = next
        }
    }

    private func exchange(_ request: Request, capacity: Int, prefersHTTP2: Bool) async throws -> Response {
        let upload = UploadBuffer(request.body, isRepeatable: request.method != .patch)
        let transfer = try Transfer(request.address, capacity: capacity, upload: upload)
        try TransferSetup(configuration: configuration, authorities: authorities, prefersHTTP2: prefersHTTP2).apply(request, to: transfer)
        let body = ResponseBody(transfer, driver)
        driver.start(transfer)
        let head = try await withTaskCancellationHandler {
            try await Uploading.head(of: transfer, sending: request.body) { driver.resume(transfer) }
        } onCancel: {
            driver.cancel(transfer)
        }
        return Response(head: head, body: body)
    }
}
