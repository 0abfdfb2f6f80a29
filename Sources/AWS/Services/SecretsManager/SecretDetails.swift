/// What a new secret has beside its value.
package struct SecretDetails: Hashable, Sendable {
    package var description: String?
    /// ARN, id or alias of a KMS key; the account's own key for secrets when nil.
    package var key: String?
    package var tags: [String: String]

    package init(description: String? = nil, key: String? = nil, tags: [String: String] = [:]) {
        self.description = description
        self.key = key
        self.tags = tags
    }
}
