import HTTPTypes

/// One request, before anything is sent; sending it twice is fine.
package struct Request: Sendable {
    package var method: HTTPRequest.Method
    package var address: WebAddress
    /// Sent as given; `User-Agent` and `Accept-Encoding: identity` are added when absent.
    package var fields: HTTPFields
    package var body: RequestBody
    /// What is waited for, and how long; the client's own when nil.
    package var timeouts: Timeouts?
    /// How long the server may be silent between the last byte of the request and the answer, where that is more than its timeouts' `stall`:
    /// it may have to do something with what it was sent.
    package var patience: Duration?
    package var redirects: RedirectPolicy
    /// Further fields that are credentials: dropped, like `Authorization` and `Cookie`, when a redirect leaves the origin.
    package var credentialFields: [HTTPField.Name]
    package var version: HTTPVersionLimit

    package init(
        _ method: HTTPRequest.Method = .get, _ address: WebAddress, fields: HTTPFields = [:], body: RequestBody = .none
    ) {
        self.method = method
        self.address = address
        self.fields = fields
        self.body = body
        timeouts = nil
        patience = nil
        redirects = .follow(limit: 10)
        credentialFields = []
        version = .automatic
    }
}

/// What to do with an answer that says "elsewhere".
package enum RedirectPolicy: Hashable, Sendable {
    /// Follow up to `limit` redirects; never from https to http.
    case follow(limit: Int)
    /// Hand the answer to the caller.
    case handBack
}

/// Which HTTP may be spoken.
package enum HTTPVersionLimit: Hashable, Sendable {
    /// HTTP/2 over TLS for answers read into memory, HTTP/1.1 for streams.
    ///
    /// In libcurl 7.88 a paused HTTP/2 stream stops the others of its connection; a stream under back-pressure is
    /// often paused, so it gets a connection of its own.
    case automatic
    case http1
    case http2
}
