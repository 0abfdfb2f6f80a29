import Diagnostics
import HTTP

/// What is shown to one registry with each request: nothing, a user and password, or a token for each scope.
///
/// An actor, so that many requests that need the same token wait for one.
actor Authorization {
    /// Of the registry: `docker.io`.
    private let registry: String
    private let base: WebAddress
    private let provider: any CredentialsProvider
    private let http: HTTPClient
    /// What the registry last asked for.
    private var method: Method?
    private var tokens: [Scope: Held] = [:]
    private var fetches: [Scope: Task<TokenEndpoint.Token, any Error>] = [:]

    private enum Method {
        case basic
        /// - Parameter scope: what the registry wants besides, whatever the repository.
        case bearer(TokenEndpoint, scope: String)
    }

    private struct Held {
        let header: Secret<String>
        let end: ContinuousClock.Instant
    }

    init(_ registry: String, at base: WebAddress, _ provider: any CredentialsProvider, _ http: HTTPClient) {
        self.registry = registry
        self.base = base
        self.provider = provider
        self.http = http
    }

    /// The value of `Authorization` to send; nil when the registry has not asked for any yet.
    func header(for scope: Scope) async throws -> Secret<String>? {
        guard let method else { return nil }
        if case .bearer = method, let held = tokens[scope], held.end > .now { return held.header }
        return try await obtain(scope, method, .anyValid, challenged: nil)
    }

    /// The value to try next, after the registry refused `used`; nil when there is no other.
    /// - Parameter challenges: of the refusal; empty when it named none: the token or password expired.
    func next(for scope: Scope, after used: Secret<String>?, _ challenges: [Challenge]) async throws -> Secret<String>? {
        // Another request may have been refused for the same reason and have brought a new one.
        if let held = tokens[scope], held.header != used, held.end > .now { return held.header }
        tokens[scope] = nil
        if let asked = try preferred(challenges) { method = asked }
        guard let method else { return nil }
        let challenged = challenges.first { $0.scheme == "bearer" }?.parameters["scope"]
        let header = try await obtain(scope, method, used == nil ? .anyValid : .renewed, challenged: challenged)
        return header == used ? nil : header
    }

    private func preferred(_ challenges: [Challenge]) throws -> Method? {
        if let bearer = challenges.first(where: { $0.scheme == "bearer" && $0.parameters["realm"] != nil }) {
            let words = (bearer.parameters["scope"] ?? "").split(separator: " ").filter { !$0.hasPrefix("repository:") }
            return .bearer(try TokenEndpoint(bearer, of: base), scope: words.joined(separator: " "))
        }
        return challenges.contains { $0.scheme == "basic" } ? .basic : nil
    }

    private func obtain(
        _ scope: Scope, _ method: Method, _ freshness: CredentialFreshness, challenged: String?
    ) async throws -> Secret<String>? {
        switch method {
        case .basic:
            switch try await provider.credentials(for: registry, repository: scope.repository, freshness) {
            case .basic(let user, let password): return TokenEndpoint.basic(user, password)
            case .registryToken(let token): return Secret("Bearer " + token.exposed)
            case .identityToken, nil: return nil
            }
        case .bearer(let endpoint, let general):
            return try await token(scope, endpoint, challenged ?? general, freshness)
        }
    }

    private func token(
        _ scope: Scope, _ endpoint: TokenEndpoint, _ extraScope: String?, _ freshness: CredentialFreshness
    ) async throws -> Secret<String>? {
        let credentials = try await provider.credentials(for: registry, repository: scope.repository, freshness)
        if case .registryToken(let token) = credentials { return Secret("Bearer " + token.exposed) }
        // Who came while another fetches this token waits for it.
        let fetch: Task<TokenEndpoint.Token, any Error>
        if let running = fetches[scope] {
            fetch = running
        } else {
            let request = try endpoint.request(for: scope.adding(extraScope), credentials)
            // Not retried here: who needs the token tries again as a whole.
            fetch = Task { [http] in try await endpoint.token(try await http.send(request)) }
            fetches[scope] = fetch
        }
        let result = await fetch.result
        if fetches[scope] == fetch { fetches[scope] = nil }
        let token = try result.get()
        let header = Secret("Bearer " + token.value.exposed)
        // Not used to its last moment: the request takes time as well, and clocks differ.
        tokens[scope] = Held(header: header, end: .now + token.lifetime * 0.8)
        return header
    }
}
