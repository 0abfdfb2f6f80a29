import Diagnostics

/// What AWS calls are signed with.
package struct Credentials: Hashable, Sendable {
    /// Names the key; not a secret, AWS itself shows it in errors and logs.
    package let accessKeyID: String
    package let secretAccessKey: Secret<String>
    /// Comes with temporary keys alone.
    package let sessionToken: Secret<String>?
    /// Seconds since 1970; nil when they do not end by themselves.
    package let expiration: Int64?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Int64? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = Secret(secretAccessKey)
        self.sessionToken = sessionToken.flatMap { $0.isEmpty ? nil : Secret($0) }
        self.expiration = expiration
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(accessKeyID) }

    /// Whether they can still be used at `now` (seconds since 1970).
    package func isValid(at now: Int64) -> Bool { expiration.map { $0 > now } ?? true }
}

/// Gives credentials whenever a call has to be signed.
package protocol CredentialProvider: Sendable {
    /// Credentials that are valid now.
    func credentials() async throws -> Credentials
    /// Others than `refused`, which AWS says have expired; the same when there are no others.
    func credentials(insteadOf refused: Credentials) async throws -> Credentials
}

/// The same credentials for ever.
package struct FixedCredentials: CredentialProvider {
    private let fixed: Credentials

    package init(_ credentials: Credentials) { fixed = credentials }

    package func credentials() -> Credentials { fixed }
    package func credentials(insteadOf refused: Credentials) -> Credentials { fixed }
}
