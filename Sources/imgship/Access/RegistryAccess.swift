import Diagnostics
import HTTP
import Registry
import Synchronization
import SystemPackage

/// Registries as this run may use them: one client each, so that what one part of the work learns of a registry, all know.
final class RegistryAccess: Sendable {
    private let http: HTTPClient
    private let credentials: any CredentialsProvider
    private let reporter: any Reporter
    private let insecure: Set<String>
    private let clients = Mutex<[String: RegistryClient]>([:])

    /// - Parameters:
    ///   - registry: the project's.
    ///   - insecure: registries that the user allows to be without encryption, as they stand in references.
    init(_ context: Context, registry: String?, insecure: [String] = []) throws {
        let variable = { (name: String) in context.environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let directories = [variable("DOCKER_CONFIG"), variable("HOME").map { $0 + "/.docker" }].compactMap(\.self)
        self.insecure = Set(insecure)
        reporter = context.reporter
        http = try HTTPClient(HTTPConfiguration(trust: TLSTrust(bundle: variable("SSL_CERT_FILE"))))
        credentials = DockerCredentials(files: directories.map { FilePath($0).appending("config.json") }) { program, _, _ in
            throw RegistryError(.unsupported, "run '\(program)'", of: "any registry")
        }
    }

    /// The client for a registry, the same for all who ask.
    func client(for registry: String) throws -> RegistryClient {
        try clients.withLock { clients in
            if let known = clients[registry] { return known }
            var policy = RegistryPolicy()
            policy.reporter = reporter
            policy.encryption = insecure.contains(registry) ? .never : .exceptLoopback
            let client = try RegistryClient(registry, credentials: credentials, http: http, policy: policy)
            clients[registry] = client
            return client
        }
    }

    /// Finds out whether a registry that need not be encrypted is.
    func probe(_ registry: String) async throws {}

    /// The error with where the credentials came from that a registry refused.
    func explained(_ error: any Error, for registry: String) async -> any Error { error }
}
