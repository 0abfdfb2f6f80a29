import Bytes
import HTTP
import HTTPTypes

/// A request in the one form that both sides hash.
/// - Source: AWS, "Create a signed AWS API request", step 1.
package struct CanonicalRequest: Sendable {
    /// The whole text: six parts with newlines between.
    package let text: String
    /// The names of the fields that are signed, with semicolons between.
    package let signedNames: String

    /// Fields that something between us and AWS may change, or that libcurl writes; and the signature itself.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    /// - Parameters:
    ///   - query: used instead of the address's own, percent-encoded.
    ///   - payloadHash: in hexadecimal, or `UNSIGNED-PAYLOAD`.
    package init(_ request: Request, query: String? = nil, paths: SigV4.PathRule, payloadHash: String) {
        var values: [String: [String]] = [:]
        for field in request.fields where !Self.unsigned.contains(field.name.canonicalName) {
            values[field.name.canonicalName, default: []].append(Self.folded(field.value))
        }
        if values["host"] == nil { values["host"] = [Self.host(of: request.address)] }
        let names = values.keys.sorted()
        let lines = names.map { "\($0):\((values[$0] ?? []).joined(separator: ","))\n" }.joined()
        signedNames = names.joined(separator: ";")
        text = [
            request.method.rawValue, Self.path(request.address.path, paths), Self.canonical(query: query ?? request.address.query ?? ""),
            lines, signedNames, payloadHash,
        ].joined(separator: "\n")
    }

    /// SHA-256 of the text, in hexadecimal.
    package var hash: String { Hex.encode(ContentHasher.hash(text.utf8)) }

    /// As libcurl writes it: without the port that the scheme has anyway.
    static func host(of address: WebAddress) -> String {
        address.port == (address.isSecure ? 443 : 80) ? address.host : "\(address.host):\(address.port)"
    }

    /// The names of the fields that would be signed.
    static func signedNames(of request: Request) -> String {
        let names = request.fields.map(\.name.canonicalName).filter { !unsigned.contains($0) }
        return Set(names + ["host"]).sorted().joined(separator: ";")
    }

    /// Without space at both ends, and with one space where there were several.
    private static func folded(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    /// S3 takes a path as it is on the wire; every other service removes dot segments and double slashes, and encodes once more.
    private static func path(_ path: String, _ rule: SigV4.PathRule) -> String {
        if rule == .asSent { return path.isEmpty ? "/" : path }
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        let isFolder = path.hasSuffix("/") && !segments.isEmpty
        return PercentEncoding.encode("/" + segments.joined(separator: "/") + (isFolder ? "/" : ""), keeping: "/")
    }

    private static func canonical(query: String) -> String {
        let pairs = query.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: PercentEncoding.normalize(pair[0]), value: PercentEncoding.normalize(pair.count > 1 ? pair[1] : ""))
        }
        // By name, then by value: sorting the joined text would put "a-b=" before "a=".
        return pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}
