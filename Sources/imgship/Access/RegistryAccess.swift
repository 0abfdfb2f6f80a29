import Diagnostics
import HTTP
import Registry
import Synchronization
import SystemPackage

/// How registries are reached: with the machine's authorities, and the credentials that docker and podman keep.
final class RegistryAccess: Sendable {
    private let environment: [String: String]
    private let reporter: any Reporter
    private let state = Mutex(State())

    private struct State {
        var http: HTTPClient?
        var clients: [String: RegistryClient] = [:]
    }

    init(environment: [String: String], reporter: any Reporter) {
        self.environment = environment
        self.reporter = reporter
    }

    /// The client of a registry: one for the whole run, since it knows tokens and limits.
    /// - Throws: ``RegistryError``; ``HTTPError``.
    func client(for registry: String) throws -> RegistryClient {
        try state.withLock { state in
            if let known = state.clients[registry] { return known }
            let http = try state.http ?? HTTPClient(HTTPConfiguration(trust: TLSTrust(bundle: variable("SSL_CERT_FILE"))))
            state.http = http
            var policy = RegistryPolicy()
            policy.reporter = reporter
            let client = try RegistryClient(registry, credentials: credentials, http: http, policy: policy)
            state.clients[registry] = client
            return client
        }
    }

    private var credentials: any CredentialsProvider {
        let directories = [variable("DOCKER_CONFIG"), variable("HOME").map { $0 + "/.docker" }].compactMap(\.self)
        return DockerCredentials(files: directories.map { FilePath($0).appending("config.json") }) { program, _, _ in
            throw RegistryError(.unsupported, "run '\(program)'", of: "any registry")
        }
    }

    private func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
