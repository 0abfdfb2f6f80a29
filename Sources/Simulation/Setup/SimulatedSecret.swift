/// A secret in Secrets Manager.
package struct SimulatedSecret: Hashable, Sendable {
    package var name: String
    /// The six characters at the end of its ARN.
    package var suffix = "AbCdEf"
    /// In place of the one that name and suffix make in this account.
    package var arn: String?
    /// A made-up value: no simulation knows a real one.
    package var value: String

    package init(_ name: String, value: String) {
        self.name = name
        self.value = value
    }
}
