/// What came of a secret that was set.
package struct SecretOutcome: Sendable, Hashable {
    package enum Action: String, Sendable {
        case created, updated
        /// It has the value already: nothing was sent.
        case unchanged
    }

    package let secret: NamedSecret
    package let arn: String
    package let action: Action
}
