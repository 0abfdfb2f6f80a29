import Diagnostics
import HTTP
import OCI
import Registry
import Synchronization

/// Registries as this run may use them: one client each, so that what one part of the work learns of a registry, all know.
final class RegistryAccess: Sendable {
    private struct State {
        var clients: [String: RegistryClient] = [:]
        var encryptions: [String: RegistryPolicy.Encryption] = [:]
    }

    let http: HTTPClient
    /// What the environment, files and AWS know.
    let sources: CredentialSources
    private let credentials: OrderedCredentials
    private let reporter: any Reporter
    /// Registries that the user allows to be without encryption, or to have any certificate.
    private let insecure: Set<String>
    private let state = Mutex(State())

    /// - Parameters:
    ///   - registry: the project's, which credentials in the environment are for unless they say otherwise.
    ///   - insecure: registries as they stand in references.
    /// - Throws: ``HTTPError`` for a file of authorities that cannot be read.
    init(_ context: Context, registry: String?, insecure: [String] = []) throws {
        self.insecure = Set(insecure.map { $0.lowercased() })
        reporter = context.reporter
        http = try context.httpClient(unverified: self.insecure)
        sources = CredentialSources(context, registry: registry, http: http)
        credentials = OrderedCredentials(sources.all, reporter: context.reporter)
    }

    /// The client for a registry, the same for all who ask.
    /// - Parameter registry: as it stands in references: `docker.io`, `localhost:5000`.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a name that makes no address.
    func client(for registry: String) throws -> RegistryClient {
        try state.withLock { state in
            if let known = state.clients[registry] { return known }
            let client = try RegistryClient(registry, credentials: credentials, http: http, policy: policy(for: registry, state))
            state.clients[registry] = client
            return client
        }
    }

    /// A client of its own that shows other credentials than those that are known.
    func client(for registry: String, showing credentials: any CredentialsProvider) throws -> RegistryClient {
        try RegistryClient(registry, credentials: credentials, http: http, policy: state.withLock { policy(for: registry, $0) })
    }

    /// Finds out whether a registry that need not be encrypted is; without this one of this machine is taken not to be.
    /// - Throws: `CancellationError`.
    func probe(_ registry: String) async throws {
        let isInsecure = insecure.contains(registry.lowercased())
        let found = try await EncryptionProbe(http).encryption(of: registry, isInsecure: isInsecure)
        state.withLock { $0.encryptions[registry] = found }
    }

    /// The error with where the credentials came from that a registry refused.
    func explained(_ error: any Error, for registry: String) async -> any Error {
        guard let error = error as? RegistryError else { return error }
        return error.naming(credentialsFrom: await credentials.source(for: registry))
    }

    private func policy(for registry: String, _ state: borrowing State) -> RegistryPolicy {
        var policy = RegistryPolicy()
        policy.reporter = reporter
        policy.encryption = state.encryptions[registry] ?? (insecure.contains(registry.lowercased()) ? .never : .exceptLoopback)
        return policy
    }
}
