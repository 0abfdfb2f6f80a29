import AWS
import Diagnostics
import JSON

/// Gives secrets their values, and tells which of them are there.
package struct SecretKeeper: Sendable {
    private let client: SecretsClient

    package init(_ client: SecretsClient) { self.client = client }

    /// In bytes.
    /// - Source: Secrets Manager, `CreateSecret`, the length of `SecretString`.
    package static let limit = 65_536

    /// What is to be set.
    package struct Wish: Sendable {
        package let secret: NamedSecret
        package let value: Secret<String>
        /// A key of its JSON, the others of which are kept; nil for the secret as a whole.
        package let key: String?
        /// Those of a secret that is made.
        package let tags: [String: String]
        /// The KMS key of a secret that is made; AWS's own when nil.
        package var encryptionKey: String?
        /// Names that a mistyped one may stand for.
        package let known: [String]

        package init(_ secret: NamedSecret, _ value: Secret<String>, key: String? = nil, tags: [String: String] = [:], known: [String] = [])
        {
            self.secret = secret
            self.value = value
            self.key = key
            self.tags = tags
            self.known = known
        }
    }

    /// Sets a secret, and makes one that is not there.
    /// - Throws: ``SecretError``, before anything is changed; `AWSError`.
    package func set(_ wish: Wish) async throws -> SecretOutcome {
        let name = wish.secret.name
        if wish.value.exposed.isEmpty { throw SecretError(code: .isEmpty, secret: name) }
        if wish.key == nil { try Self.check(wish.value, wish.secret) }
        guard let found = try await client.describeSecret(name), let arn = found.arn else { return try await create(wish) }
        if found.deletedAt != nil { throw SecretError(code: .isBeingDeleted, secret: name) }
        var value = wish.value
        if let key = wish.key {
            var object = try await object(of: arn, name)
            let new = JSONValue.string(wish.value.exposed)
            if object[key] == new { return SecretOutcome(secret: wish.secret, arn: arn, action: .unchanged) }
            object[key] = new
            value = Secret(JSONValue.object(object).text())
        } else if try await holds(wish.value, arn) {
            return SecretOutcome(secret: wish.secret, arn: arn, action: .unchanged)
        }
        try Self.checkLength(of: value, name)
        _ = try await client.putSecretValue(arn, value, token: RequestToken())
        return SecretOutcome(secret: wish.secret, arn: arn, action: .updated)
    }

    /// - Returns: one for each, in their order.
    package func states(of secrets: [NamedSecret]) async throws -> [SecretState] {
        var states: [SecretState] = []
        for secret in secrets {
            let found = try await client.describeSecret(secret.name)
            states.append(
                SecretState(
                    secret: secret, arn: found?.arn, changedAt: found?.lastChangedAt ?? found?.createdAt,
                    isBeingDeleted: found?.deletedAt != nil))
        }
        return states
    }

    private func create(_ wish: Wish) async throws -> SecretOutcome {
        let name = wish.secret.name
        if name.hasPrefix("arn:") { throw SecretError(code: .noSuchARN, secret: name) }
        // A new secret beside the one that was meant would look like success.
        if wish.secret.services.isEmpty, let near = NearestName.suggestion(for: name, among: wish.known) {
            throw SecretError(code: .isMisspelt(near: near), secret: name)
        }
        let value = wish.key.map { Secret(JSONValue.object([$0: .string(wish.value.exposed)]).text()) } ?? wish.value
        try Self.checkLength(of: value, name)
        let arn = try await client.createSecret(name, value, SecretDetails(key: wish.encryptionKey, tags: wish.tags), token: RequestToken())
        return SecretOutcome(secret: wish.secret, arn: arn, action: .created)
    }

    /// Whether a secret has a value already; no for someone who may not read it.
    private func holds(_ value: Secret<String>, _ arn: String) async throws -> Bool {
        do {
            return try await client.getSecretValue(arn)?.exposed == value.exposed
        } catch let error as AWSError where error.isDenial || error.isNotFound {
            return false
        }
    }

    // MARK: JSON

    /// The keys that services read are in a value that is set as a whole.
    private static func check(_ value: Secret<String>, _ secret: NamedSecret) throws(SecretError) {
        guard !secret.keys.isEmpty else { return }
        guard let object = object(in: value) else { throw SecretError(code: .isNoObject(keys: secret.keys.sorted()), secret: secret.name) }
        let missing = secret.keys.filter { object[$0] == nil }
        if !missing.isEmpty { throw SecretError(code: .lacksKeys(missing.sorted()), secret: secret.name) }
    }

    private static func checkLength(of value: Secret<String>, _ name: String) throws(SecretError) {
        if value.exposed.utf8.count > limit { throw SecretError(code: .isTooLong, secret: name) }
    }

    /// What a secret holds; nothing for one that was made without a value.
    private func object(of arn: String, _ name: String) async throws -> JSONObject {
        do {
            guard let value = try await client.getSecretValue(arn), let object = Self.object(in: value) else {
                throw SecretError(code: .holdsNoObject, secret: name)
            }
            return object
        } catch let error as AWSError where error.isNotFound {
            return [:]
        }
    }

    /// Errors of the parser may quote what they read: they are not passed on.
    private static func object(in value: Secret<String>) -> JSONObject? {
        (try? JSONValue(parsing: Array(value.exposed.utf8), name: "the secret"))?.object
    }
}
