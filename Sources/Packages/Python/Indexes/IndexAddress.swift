/// The address of a package index, or of a place with wheels; it may hold a user and a password.
///
/// Printed without them: only ``exposed`` has them, for the wire.
package struct IndexAddress: Hashable, Sendable, CustomStringConvertible {
    package let exposed: String

    /// - Parameter text: `https://host/simple`, `file:///dir` or an absolute path; trailing slashes do not count.
    package init(_ text: some StringProtocol) {
        var body = text.trimmed
        while body.hasSuffix("/"), body.count > 1 { body = body.dropLast() }
        exposed = body.hasPrefix("/") ? "file://" + body : String(body)
    }

    package var description: String {
        guard let scheme = exposed.utf8.firstRange(of: "://".utf8) else { return exposed }
        let rest = exposed[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@") else { return exposed }
        return String(exposed[..<scheme.upperBound]) + rest[rest.index(after: at)...]
    }
}
