import Bytes
import Diagnostics
import HTTP
import HTTPTypes

/// Signs requests with AWS Signature Version 4: a function of request, credentials, moment, region and service.
/// - Source: AWS, "Signature Version 4 for API requests".
package struct SigV4: Sendable {
    package let region: String
    /// The name the service has in signatures: `ecr`, `sts`, `elasticloadbalancing`.
    package let service: String
    package let paths: PathRule
    private let keys = SigningKeys()

    /// What a path becomes before it is hashed.
    package enum PathRule: Sendable {
        /// Dot segments removed, slashes merged, encoded a second time: all services but S3.
        case normalized
        /// S3: an object's name may hold anything.
        case asSent
    }

    package enum Payload: Sendable {
        /// The hash of the request's body.
        case hashed
        /// The body is not covered: for a stream, over TLS alone. Sends `X-Amz-Content-Sha256`, as S3 wants it.
        case unsigned
    }

    package init(region: String, service: String) {
        self.region = region
        self.service = service
        paths = service == "s3" ? .asSent : .normalized
    }

    /// The request with `X-Amz-Date`, `X-Amz-Security-Token` where there is one, and `Authorization`.
    ///
    /// It no longer follows redirects: a signature is good for one host.
    /// - Throws: ``AWSError`` `.invalidRequest` for a hashed payload that is a stream.
    package func sign(
        _ request: Request, with credentials: Credentials, at now: Int64, payload: Payload = .hashed
    ) throws(AWSError) -> Request {
        var signed = request
        let date = UTCDate(now)
        signed.redirects = .handBack
        signed.fields.set(AWSField.date, date.basic)
        signed.fields.set(AWSField.securityToken, credentials.sessionToken?.exposed)
        let hash = try payloadHash(of: request, payload)
        if payload == .unsigned || service == "s3" { signed.fields.set(AWSField.contentHash, hash) }
        let canonical = CanonicalRequest(signed, paths: paths, payloadHash: hash)
        let signature = signature(of: canonical, date, credentials)
        signed.fields[.authorization] =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(date)), SignedHeaders=\(canonical.signedNames), "
            + "Signature=\(signature)"
        return signed
    }

    /// An address that needs no header to be asked for, for `lifetime` seconds (at most 7 days).
    /// - Parameter request: its fields are signed and must be sent as they are; its body is not covered for S3.
    package func presign(_ request: Request, with credentials: Credentials, at now: Int64, lifetime: Int) throws -> WebAddress {
        let date = UTCDate(now)
        var query: [(String, String)] = [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(date))"),
            ("X-Amz-Date", date.basic), ("X-Amz-Expires", "\(max(1, min(lifetime, 604_800)))"),
            ("X-Amz-SignedHeaders", CanonicalRequest.signedNames(of: request)),
        ]
        if let token = credentials.sessionToken?.exposed { query.append(("X-Amz-Security-Token", token)) }
        let own = query.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        let whole = request.address.query.map { $0.isEmpty ? own : "\($0)&\(own)" } ?? own
        let hash = try payloadHash(of: request, service == "s3" ? .unsigned : .hashed)
        let canonical = CanonicalRequest(request, query: whole, paths: paths, payloadHash: hash)
        let base = request.address.text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return try WebAddress("\(base)?\(whole)&X-Amz-Signature=\(signature(of: canonical, date, credentials))")
    }

    /// What is signed with the key of day, region and service.
    package func stringToSign(_ canonical: CanonicalRequest, at now: Int64) -> String { stringToSign(canonical, UTCDate(now)) }

    private func stringToSign(_ canonical: CanonicalRequest, _ date: UTCDate) -> String {
        "AWS4-HMAC-SHA256\n\(date.basic)\n\(scope(date))\n\(canonical.hash)"
    }

    private func signature(of canonical: CanonicalRequest, _ date: UTCDate, _ credentials: Credentials) -> String {
        let key = keys.key(credentials.secretAccessKey, day: date.day, region: region, service: service)
        return Hex.encode(MessageAuthentication.sha256(key: key, message: Array(stringToSign(canonical, date).utf8)))
    }

    private func scope(_ date: UTCDate) -> String { "\(date.day)/\(region)/\(service)/aws4_request" }

    private func payloadHash(of request: Request, _ payload: Payload) throws(AWSError) -> String {
        if payload == .unsigned { return "UNSIGNED-PAYLOAD" }
        switch request.body {
        case .none: return Hex.encode(ContentHasher.hash([]))
        case .bytes(let bytes): return Hex.encode(ContentHasher.hash(bytes))
        case .stream:
            throw AWSError(.invalidRequest, "cannot sign a request to '\(request.address.host)'", reason: "its body is a stream")
        }
    }
}
