import HTTPTypes

/// The first part of an answer: all but its body.
package struct ResponseHead: Sendable {
    package let status: HTTPResponse.Status
    package let fields: HTTPFields
    /// Where the answer came from, after redirects: what relative links in it start from.
    package let address: WebAddress

    /// The announced length of the body in bytes; nil when there is none or it is not a number.
    package var contentLength: Int64? { fields[.contentLength].flatMap { Int64($0) } }

    /// The error this answer is, for a caller that cannot use it.
    /// - Parameter message: the server's own words, if it gave any.
    package func error(message: String? = nil) -> HTTPError {
        let after = fields[.retryAfter].flatMap(RetryAfter.init)
        return HTTPError(.status(status.code), address, message: message ?? words, retryAfter: after)
    }

    private var words: String? { status.reasonPhrase.isEmpty ? nil : status.reasonPhrase }
}

/// An answer whose body has still to be read.
package struct Response: Sendable {
    package let head: ResponseHead
    /// To be read once; letting go of it ends the transfer.
    package let body: ResponseBody
}

/// An answer that has been read to its end.
package struct FullResponse: Sendable {
    package let head: ResponseHead
    package let bytes: [UInt8]

    /// The body as UTF-8, with a replacement character for what is not.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// This answer, if its status is 2xx.
    /// - Throws: ``HTTPError`` `.status` otherwise.
    package func successful() throws(HTTPError) -> FullResponse {
        guard head.status.kind == .successful else { throw head.error() }
        return self
    }
}
