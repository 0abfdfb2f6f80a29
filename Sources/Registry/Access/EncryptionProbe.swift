import HTTP

/// Finds out how a registry is spoken to that may do without encryption: one of this machine, or one the user says so of.
package struct EncryptionProbe: Sendable {
    private let http: HTTPClient

    /// - Parameter http: trusts, without looking, the certificates of the registries that may have any.
    package init(_ http: HTTPClient) { self.http = http }

    /// - Parameter registry: as it stands in references: `localhost:5000`.
    /// - Parameter isInsecure: whether the user allows it to be without encryption, wherever it is.
    /// - Throws: `CancellationError`. A registry that does not answer is told of by the first real request.
    package func encryption(of registry: String, isInsecure: Bool) async throws -> RegistryPolicy.Encryption {
        guard let secure = try? WebAddress("https://\(registry)/v2/"), let plain = try? WebAddress("http://\(registry)/v2/") else {
            return .exceptLoopback
        }
        if secure.isLoopback {
            // A server that wants TLS answers 400 to what is not, or closes the connection.
            switch try await status(of: plain) {
            case .answered(400), .failed: return .always
            case .answered: return .never
            case .unreachable: return .exceptLoopback
            }
        }
        guard isInsecure else { return .always }
        if case .answered = try await status(of: secure) { return .always }
        return .never
    }

    private enum Finding { case answered(Int), failed, unreachable }

    private func status(of address: WebAddress) async throws -> Finding {
        do {
            var request = Request(.get, address)
            request.redirects = .handBack
            return .answered(try await http.fetch(request, limit: 1 << 20).head.status.code)
        } catch let error as HTTPError {
            return error.code == .couldNotConnect ? .unreachable : .failed
        }
    }
}
