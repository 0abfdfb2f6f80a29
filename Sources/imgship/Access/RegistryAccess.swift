import Diagnostics
import HTTP
import OCI
import Registry

/// Registries as this run may use them: one client each, so that what one part of the work learns of a registry, all know.
actor RegistryAccess {
    private let http: HTTPClient
    private let credentials: OrderedCredentials
    private let reporter: any Reporter
    /// Registries that the user allows to be without encryption, or to have any certificate.
    private let insecure: Set<String>
    private var clients: [String: Task<RegistryClient, any Error>] = [:]

    /// - Parameter project: its registry is the one that credentials in the environment are for.
    /// - Parameter insecure: registries as they stand in references.
    init(_ context: Context, registry project: String?, insecure: [String] = []) throws {
        self.insecure = Set(insecure.map { $0.lowercased() })
        reporter = context.reporter
        http = try context.httpClient(unverified: self.insecure)
        credentials = OrderedCredentials(
            CredentialSources(context, registry: project, http: http).all, reporter: context.reporter)
    }

    /// The client for a registry, the same for all who ask.
    /// - Parameter registry: as it stands in references: `docker.io`, `localhost:5000`.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a name that makes no address; `CancellationError`.
    func client(for registry: String) async throws -> RegistryClient {
        if let known = clients[registry] { return try await known.value }
        let task = Task { [http, credentials, reporter, insecure] in
            var policy = RegistryPolicy()
            policy.reporter = reporter
            policy.encryption = try await EncryptionProbe(http).encryption(
                of: registry, isInsecure: insecure.contains(registry.lowercased()))
            return try RegistryClient(registry, credentials: credentials, http: http, policy: policy)
        }
        clients[registry] = task
        return try await task.value
    }

    /// What a registry's refusal has to do with the credentials it was shown, added to the error.
    func explained(_ error: any Error, for registry: String) async -> any Error {
        guard let error = error as? RegistryError else { return error }
        return error.naming(credentialsFrom: await credentials.source(for: registry))
    }
}
