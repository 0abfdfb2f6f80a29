import Diagnostics

/// Credentials from the variables `IMGSHIP_REGISTRY_USER` and `IMGSHIP_REGISTRY_PASSWORD`, or `IMGSHIP_REGISTRY_TOKEN`; or from others
/// that begin in another way.
package struct EnvironmentCredentials: CredentialsProvider {
    private let environment: [String: String]
    private let registry: String?
    /// What the variables begin with, as `IMGSHIP_REGISTRY_`.
    private let prefix: String

    /// - Parameters:
    ///   - environment: the process's variables; `IMGSHIP_REGISTRY` names the registry that the others are for.
    ///   - registry: the one they are for when that is not set: no other gets to see them.
    package init(_ environment: [String: String], registry: String?) {
        self.environment = environment
        prefix = "IMGSHIP_REGISTRY_"
        let named = environment["IMGSHIP_REGISTRY"].flatMap { $0.isEmpty ? nil : $0 }
        self.registry = (named ?? registry).map { String(RegistryName.canonical($0).prefix { $0 != "/" }) }
    }

    /// - Parameter prefix: with its underscore at the end.
    package init(_ environment: [String: String], prefix: String, for registry: String) {
        self.environment = environment
        self.prefix = prefix
        self.registry = registry
    }

    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a user without a password, or a password without a user.
    package func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) throws
        -> RegistryCredentials?
    {
        guard registry == self.registry else { return nil }
        if let token = value("TOKEN") { return .registryToken(Secret(token)) }
        switch (value("USER"), value("PASSWORD")) {
        case (let user?, let password?): return .basic(user: user, password: Secret(password))
        case (nil, nil): return nil
        case (let user, _):
            let missing = "\(prefix)\(user == nil ? "USER" : "PASSWORD")"
            throw RegistryError(
                .invalidConfiguration, "get the credentials for '\(registry)' from the environment", of: registry,
                reason: "\(missing) is not set", hint: "set both \(prefix)USER and \(prefix)PASSWORD, or neither")
        }
    }

    private func value(_ name: String) -> String? { environment[prefix + name].flatMap { $0.isEmpty ? nil : $0 } }
}
