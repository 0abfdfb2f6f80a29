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
    private let trace: RequestTrace
    /// What the registry last asked for.
    private var method: Method?
    private var tokens: [Scope: Held] = [:]
    private var fetches: [Scope: Task<Held, any Error>] = [:]

    private enum Method {
        case basic
        /// - Parameter scope: what the registry wants besides, whatever the repository.
        case bearer(TokenEndpoint, scope: String)
    }

    private struct Held {
        let header: Secret<String>
        let end: ContinuousClock.Instant
    }

    init(_ registry: String, at base: WebAddress, _ provider: any CredentialsProvider, _ http: HTTPClient, _ trace: RequestTrace) {
        self.registry = registry
        self.base = base
        self.provider = provider
        self.http = http
        self.trace = trace
    }

    /// The value of `Authorization` to send; nil when the registry has not asked for any yet.
    func header(for scope: Scope) async throws -> Secret<String>? {
        switch method {
        case nil: return nil
        case .basic: return Self.header(try await provider.credentials(for: registry, repository: scope.repository, insteadOf: nil))
        case .bearer(let endpoint, let general):
            if let held = tokens[scope], held.end > .now { return held.header }
            return try await token(scope, endpoint, general, insteadOf: nil)
        }
    }

    /// The value to try next, after the registry refused `used`; nil when there is no other.
    /// - Parameter challenges: of the refusal; empty when it named none: the token or password expired.
    func next(for scope: Scope, after used: Secret<String>?, _ challenges: [Challenge]) async throws -> Secret<String>? {
        // Another request may have been refused for the same reason and have brought a new one.
        if let held = tokens[scope], held.header != used, held.end > .now { return held.header }
        tokens[scope] = nil
        if let asked = try preferred(challenges) { method = asked }
        let header: Secret<String>?
        switch method {
        case nil: return nil
        case .basic: header = try await password(for: scope, insteadOf: used)
        case .bearer(let endpoint, let general):
            let challenged = challenges.first { $0.scheme == "bearer" }?.parameters["scope"]
            header = try await token(scope, endpoint, challenged ?? general, insteadOf: used)
        }
        return header == used ? nil : header
    }

    private func preferred(_ challenges: [Challenge]) throws -> Method? {
        if let bearer = challenges.first(where: { $0.scheme == "bearer" && $0.parameters["realm"] != nil }) {
            let words = (bearer.parameters["scope"] ?? "").split(separator: " ").filter { !$0.hasPrefix("repository:") }
            return .bearer(try TokenEndpoint(bearer, of: base), scope: words.joined(separator: " "))
        }
        return challenges.contains { $0.scheme == "basic" } ? .basic : nil
    }

    /// What can be shown without asking for a token.
    private static func header(_ credentials: RegistryCredentials?) -> Secret<String>? {
        switch credentials {
        case .basic(let user, let password): TokenEndpoint.basic(user, password)
        case .registryToken(let token): Secret("Bearer " + token.exposed)
        case .identityToken, nil: nil
        }
    }

    private func password(for scope: Scope, insteadOf used: Secret<String>?) async throws -> Secret<String>? {
        let known = try await provider.credentials(for: registry, repository: scope.repository, insteadOf: nil)
        // Others than those that were refused, if another request was faster to learn that they are.
        guard let used, let known, Self.header(known) == used else { return Self.header(known) }
        guard scope.isOfOneRepository else { return used }
        return Self.header(try await provider.credentials(for: registry, repository: scope.repository, insteadOf: known))
    }

    private func token(
        _ scope: Scope, _ endpoint: TokenEndpoint, _ extraScope: String?, insteadOf used: Secret<String>?
    ) async throws -> Secret<String>? {
        var credentials = try await provider.credentials(for: registry, repository: scope.repository, insteadOf: nil)
        if case .registryToken = credentials, let used, Self.header(credentials) == used, scope.isOfOneRepository {
            credentials = try await provider.credentials(for: registry, repository: scope.repository, insteadOf: credentials)
        }
        if case .registryToken = credentials { return Self.header(credentials) }
        // Who came while another fetches this token waits for it.
        let fetch: Task<Held, any Error>
        if let running = fetches[scope] {
            fetch = running
        } else {
            fetch = Task { [credentials] in try await self.fetch(scope, endpoint, extraScope, credentials) }
            fetches[scope] = fetch
        }
        let result = await fetch.result
        if fetches[scope] == fetch { fetches[scope] = nil }
        let held = try result.get()
        tokens[scope] = held
        return held.header
    }

    /// A new token, with the first credentials that the endpoint takes.
    private func fetch(
        _ scope: Scope, _ endpoint: TokenEndpoint, _ extraScope: String?, _ first: RegistryCredentials?
    ) async throws -> Held {
        var credentials = first
        while true {
            do {
                // Not retried here: who needs the token tries again as a whole.
                let request = try endpoint.request(for: scope.adding(extraScope), credentials)
                let token = try await endpoint.token(try await trace.around(request, http.send))
                // Not used to its last moment: the request takes time as well, and clocks differ.
                return Held(header: Secret("Bearer " + token.value.exposed), end: .now + token.lifetime * 0.8)
            } catch let error as HTTPError where error.code == .status(401) || error.code == .status(403) {
                guard scope.isOfOneRepository, let refused = credentials,
                    let other = try await provider.credentials(for: registry, repository: scope.repository, insteadOf: refused),
                    other != refused
                else { throw error }
                credentials = other
            }
        }
    }
}
