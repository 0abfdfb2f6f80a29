import Diagnostics
import HTTP
import OCI
import Registry
import Synchronization

/// Registries as this run may use them: one client each, so that what one part of the work learns of a registry, all know.
final class RegistryAccess: Sendable {
    private struct State {
        var clients: [String: RegistryClient] = [:]
        var probes: [String: Task<RegistryPolicy.Encryption, any Error>] = [:]
        /// What the probes have found.
        var encryptions: [String: RegistryPolicy.Encryption] = [:]
        /// Connections of registries that share theirs with no other.
        var connections: [String: HTTPClient] = [:]
    }

    let http: HTTPClient
    /// What the environment, files and AWS know.
    let sources: CredentialSources
    private let credentials: OrderedCredentials
    private let configuration: HTTPConfiguration
    private let rules: RegistryRules
    private let reporter: any Reporter
    /// Registries that the user allows to be without encryption, or to have any certificate.
    private let insecure: Set<String>
    private let state = Mutex(State())

    /// - Parameters:
    ///   - registry: the project's, which credentials in the environment are for unless they say otherwise.
    ///   - insecure: registries as they stand in references.
    ///   - first: what is asked for credentials before all that the environment, files and AWS know.
    /// - Throws: ``HTTPError`` for a file of authorities that cannot be read; what reading the project file throws, where there is one.
    init(
        _ context: Context, registry: String?, insecure: [String] = [],
        first: (CredentialSources) throws -> [OrderedCredentials.Source] = { _ in [] }
    ) throws {
        self.insecure = Set(insecure.map { $0.lowercased() })
        reporter = context.reporter
        configuration = context.httpConfiguration(unverified: self.insecure)
        rules = try RegistryRules(context)
        http = try HTTPClient(configuration)
        sources = CredentialSources(context, registry: registry, http: http)
        credentials = OrderedCredentials(try first(sources) + sources.all, reporter: context.reporter)
    }

    /// The client for a registry, the same for all who ask.
    ///
    /// How a registry is spoken to that need not be encrypted, the first finds out and all wait for: credentials must not go over a plain
    /// connection to one that has another.
    /// - Parameter registry: as it stands in references: `docker.io`, `localhost:5000`.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a name that makes no address; `CancellationError`.
    func client(for registry: String) async throws -> RegistryClient {
        try await probe(registry)
        return try state.withLock { state in
            if let known = state.clients[registry] { return known }
            let mirrors = try rules[registry]?.mirrors.map { mirror in
                // A mirror's own mirrors are not asked: they might name each other.
                RegistryMirror(try makeClient(mirror.host, credentials, mirrors: [], &state), path: mirror.path)
            }
            let client = try makeClient(registry, credentials, mirrors: mirrors ?? [], &state)
            state.clients[registry] = client
            return client
        }
    }

    /// A client of its own that shows other credentials than those that are known.
    /// - Throws: as ``client(for:)``.
    func client(for registry: String, showing credentials: any CredentialsProvider) async throws -> RegistryClient {
        try await probe(registry)
        return try state.withLock { try makeClient(registry, credentials, mirrors: [], &$0) }
    }

    private func probe(_ registry: String) async throws {
        // An address says itself whether it is encrypted.
        guard rules[registry]?.address == nil else { return }
        let isInsecure = isInsecure(registry)
        let probe = try state.withLock { state in
            if let known = state.probes[registry] { return known }
            let connections = try http(for: registry, &state)
            let probe = Task { try await EncryptionProbe(connections).encryption(of: registry, isInsecure: isInsecure) }
            state.probes[registry] = probe
            return probe
        }
        do {
            let found = try await withTaskCancellationHandler {
                try await probe.value
            } onCancel: {
                probe.cancel()
            }
            state.withLock { $0.encryptions[registry] = found }
        } catch {
            state.withLock { $0.probes[registry] = nil }
            throw error
        }
    }

    /// The error with where the credentials came from that a registry refused.
    func explained(_ error: any Error, for registry: String) async -> any Error {
        guard let error = error as? RegistryError else { return error }
        return error.naming(credentialsFrom: await credentials.source(for: registry))
    }

    private func isInsecure(_ registry: String) -> Bool {
        insecure.contains(registry.lowercased()) || rules[registry]?.isInsecure == true
    }

    private func makeClient(
        _ registry: String, _ credentials: any CredentialsProvider, mirrors: [RegistryMirror], _ state: inout State
    ) throws -> RegistryClient {
        try RegistryClient(
            registry, credentials: credentials, http: http(for: registry, &state), policy: policy(for: registry, state), mirrors: mirrors)
    }

    /// What connects to a registry: authorities and certificates of one are for no other.
    private func http(for registry: String, _ state: inout State) throws -> HTTPClient {
        guard let rule = rules[registry], rule.needsOwnConnections else { return http }
        if let known = state.connections[registry] { return known }
        if let warning = rule.warning(for: registry) { reporter.report(.warning(warning)) }
        let own = try HTTPClient(configuration.adapted(to: rule, of: registry, in: rules.directory))
        state.connections[registry] = own
        return own
    }

    private func policy(for registry: String, _ state: borrowing State) throws -> RegistryPolicy {
        var policy = RegistryPolicy()
        policy.reporter = reporter
        policy.encryption = isInsecure(registry) ? .never : .exceptLoopback
        policy = try policy.adapted(to: rules[registry])
        policy.encryption = state.encryptions[registry] ?? policy.encryption
        return policy
    }
}
