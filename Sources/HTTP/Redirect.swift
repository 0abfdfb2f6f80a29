import HTTPTypes

/// What a redirect turns a request into.
enum Redirect {
    /// Fields that say who is asking; they never leave the origin they were meant for.
    static let credentials = ["authorization", "cookie", "proxy-authorization", "x-amz-security-token", "x-api-key"]

    /// Where the answer sends us; nil when it is not a redirect.
    static func location(in head: ResponseHead) -> String? {
        guard [301, 302, 303, 307, 308].contains(head.status.code) else { return nil }
        return head.fields[.location]
    }

    /// The request to send instead.
    /// - Throws: ``HTTPError`` `.refusedRedirect` from https to http, or to something that is not HTTP.
    /// - Source: RFC 9110 section 15.4: 303 turns all but HEAD into GET, 301 and 302 turn POST into GET, 307 and 308 keep all.
    static func request(after request: Request, status: Int, location: String) throws(HTTPError) -> Request {
        let target: WebAddress
        do {
            target = try request.address.resolving(location)
        } catch {
            throw HTTPError(.refusedRedirect, request.address, message: "'\(error.address)': \(error.message ?? "not an address")")
        }
        if request.address.isSecure, !target.isSecure {
            throw HTTPError(.refusedRedirect, request.address, message: "to '\(target)', which is not encrypted")
        }
        var next = request
        next.address = target
        if target.origin != request.address.origin { dropCredentials(of: &next) }
        let becomesGet = status == 303 ? request.method != .head : status < 303 && request.method == .post
        if becomesGet {
            next.method = .get
            next.body = .none
            for name in [HTTPField.Name.contentType, .contentLength, .contentEncoding] { next.fields[name] = nil }
        }
        return next
    }

    private static func dropCredentials(of request: inout Request) {
        let dropped = credentials + request.credentialFields.map(\.canonicalName)
        request.fields.removeAll { dropped.contains($0.name.canonicalName) }
    }
}
