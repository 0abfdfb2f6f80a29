import Diagnostics

/// What one shows to a registry.
package enum RegistryCredentials: Equatable, Sendable {
    case basic(user: String, password: Secret<String>)
    /// A refresh token: exchanged at the registry's token endpoint, never shown to the registry itself.
    case identityToken(Secret<String>)
    /// A token that the registry takes as it is.
    case registryToken(Secret<String>)
}

/// Knows who we are to which registry.
package protocol CredentialsProvider: Sendable {
    /// The credentials for a registry; nil to stay anonymous.
    /// - Parameter registry: as it stands in references: `docker.io`, `localhost:5000`.
    /// - Parameter repository: in that registry; credentials may be for a part of a registry alone.
    /// - Parameter refused: what the registry did not take; the same is given again when there is nothing else.
    func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) async throws
        -> RegistryCredentials?
}

/// Nobody.
package struct AnonymousAccess: CredentialsProvider {
    package init() {}

    package func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) -> RegistryCredentials? {
        nil
    }
}
