import HTTP
import HTTPTypes

extension RegistryClient {
    /// Where a `Location` of an answer leads.
    ///
    /// A registry behind a proxy does not always know how it is reached from outside: that the connection is encrypted, or that its
    /// paths have a prefix. On the same host, what the answer's own request had is meant.
    /// - Throws: ``HTTPError`` `.refusedRedirect` when it would leave encryption for another host, or carries a user and password;
    ///   `.invalidAddress` for what is no address of http.
    func address(_ location: String, from head: ResponseHead) throws(HTTPError) -> WebAddress {
        let target = try head.address.resolving(location)
        guard target.userInfo == nil else {
            // It would be sent as if it were ours.
            throw HTTPError(.refusedRedirect, head.address, message: "to '\(target.host)' with a user and password in the address")
        }
        guard target.host == base.host else {
            if base.isSecure, !target.isSecure {
                throw HTTPError(.refusedRedirect, head.address, message: "to '\(target)', which is not encrypted")
            }
            return target
        }
        guard base.isSecure, !target.isSecure else { return target.origin == base.origin ? try withPrefix(target) : target }
        let port = base.port == 443 ? "" : ":\(base.port)"
        return try withPrefix(try WebAddress("https://\(base.host)\(port)\(target.path)" + (target.query.map { "?" + $0 } ?? "")))
    }

    /// The address below the registry's own prefix, for one that begins with `/v2/` as if there were none.
    private func withPrefix(_ target: WebAddress) throws(HTTPError) -> WebAddress {
        guard base.path != "/", !target.path.hasPrefix(base.path), target.path.hasPrefix("/v2/") else { return target }
        return try WebAddress(base.text + target.path.dropFirst() + (target.query.map { "?" + $0 } ?? ""))
    }
}
