import AWS
import Registry

/// For private registries of ECR: user and password that AWS gives to who has AWS credentials; no helper program and no login is needed.
///
/// An actor, so that many requests that need the same token wait for one.
actor ECRCredentials: CredentialsProvider {
    private let access: @Sendable () throws -> AWSAccess
    private var tokens: [String: Task<RegistryCredentials, any Error>] = [:]

    /// - Parameter access: made when a registry of ECR is first asked for.
    init(_ access: @escaping @Sendable () throws -> AWSAccess) { self.access = access }

    func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) async throws
        -> RegistryCredentials?
    {
        guard let ecr = ECRRegistry(host: registry) else { return nil }
        if let known = tokens[registry] {
            let credentials = try await known.value
            if credentials != refused { return credentials }
            // Another request may have fetched a new one meanwhile.
            if tokens[registry] == known { tokens[registry] = nil }
        }
        return try await fetch(ecr, registry)
    }

    private func fetch(_ ecr: ECRRegistry, _ registry: String) async throws -> RegistryCredentials {
        if let running = tokens[registry] { return try await running.value }
        let task = Task { [access] in
            let token = try await access().token(for: ecr)
            return RegistryCredentials.basic(user: token.user, password: token.password)
        }
        tokens[registry] = task
        do { return try await task.value } catch {
            if tokens[registry] == task { tokens[registry] = nil }
            throw error
        }
    }
}
