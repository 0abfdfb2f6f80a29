internal import CCurl
import Diagnostics

/// An `http` or `https` address, parsed once.
///
/// It prints without user info and without the values of its query; `text` is the whole.
/// - Source: RFC 3986, as libcurl's URL interface reads it, so that what is checked is what is asked for.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// The whole address, secrets included, without a fragment: for the wire alone.
    package let text: String
    /// `http` or `https`.
    package let scheme: String
    /// In lower case; an IPv6 address with its brackets.
    package let host: String
    package let port: Int
    /// Begins with a slash; percent-encoded.
    package let path: String
    /// Percent-encoded, without the question mark.
    package let query: String?
    /// User and password of the address itself, if it has any: `https://user:password@host/`.
    package let userInfo: Secret<String>?

    /// - Throws: ``HTTPError`` `.invalidAddress` for anything but an absolute http or https address.
    package init(_ text: String) throws(HTTPError) {
        self = try Self.parse(text, relativeTo: nil)
    }

    /// The address `reference` means when it stands in a document, or a `Location`, at this address.
    /// - Throws: ``HTTPError`` `.invalidAddress` when the result is not an http or https address.
    package func resolving(_ reference: String) throws(HTTPError) -> WebAddress {
        try Self.parse(reference, relativeTo: text)
    }

    /// Where the address points without its path: only within one origin may credentials travel.
    package var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

    package struct Origin: Hashable, Sendable {
        package let scheme: String
        package let host: String
        package let port: Int
    }

    package var isSecure: Bool { scheme == "https" }

    /// True for `localhost`, 127.0.0.0/8 and ::1: what never leaves the machine.
    package var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    package var description: String {
        let shownPort = port == (isSecure ? 443 : 80) ? "" : ":\(port)"
        return "\(scheme)://\(host)\(shownPort)\(path)" + (query.map { "?" + Self.redacted($0) } ?? "")
    }

    /// Keeps the names of a query and hides its values: pre-signed addresses are secrets.
    private static func redacted(_ query: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { part in
            guard let equals = part.firstIndex(of: "=") else { return part.isEmpty ? "" : "..." }
            return part[...equals] + "..."
        }.joined(separator: "&")
    }
}

extension WebAddress {
    private static func parse(_ text: String, relativeTo base: String?) throws(HTTPError) -> WebAddress {
        // A C string ends at the first NUL: what follows it would be dropped unseen.
        guard text.utf8.count <= 65_536, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            throw refused(text, "it has control characters or is too long")
        }
        guard let parts = URLParts() else { throw refused(text, "out of memory") }
        if let base, let problem = parts.set(base) { throw refused(text, problem) }
        if let problem = parts.set(text) { throw refused(text, problem) }
        parts.clearFragment()
        guard let scheme = parts.get(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
            throw refused(text, "only http and https are supported")
        }
        guard let host = parts.get(CURLUPART_HOST)?.lowercased(), !host.isEmpty, let whole = parts.get(CURLUPART_URL),
            let port = parts.get(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap(Int.init)
        else { throw refused(text, "it names no host") }
        let user = parts.get(CURLUPART_USER), password = parts.get(CURLUPART_PASSWORD)
        return WebAddress(
            text: whole, scheme: scheme, host: host, port: port, path: parts.get(CURLUPART_PATH) ?? "/",
            query: parts.get(CURLUPART_QUERY),
            userInfo: user == nil && password == nil ? nil : Secret((user ?? "") + (password.map { ":" + $0 } ?? "")))
    }

    private init(text: String, scheme: String, host: String, port: Int, path: String, query: String?, userInfo: Secret<String>?) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
        self.userInfo = userInfo
    }

    /// The text may hold a password, so of an address that cannot be parsed only the end is shown.
    private static func refused(_ text: String, _ problem: String) -> HTTPError {
        let beforeQuery = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let shown = beforeQuery.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        return HTTPError(.invalidAddress, address: shown, host: "", message: problem)
    }
}

extension WebAddress {
    package static func == (a: WebAddress, b: WebAddress) -> Bool { a.text == b.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
