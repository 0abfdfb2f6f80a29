/// The settings of one name in the profile files.
package struct Profile: Hashable, Sendable {
    package let name: String
    /// By key, in lower case; of a nested setting the key is `outer.inner`.
    package internal(set) var values: [String: String] = [:]

    init(name: String) { self.name = name }

    /// The value of a key; nil when it is absent or empty.
    package subscript(_ key: String) -> String? { values.nonEmpty(key) }

    /// The value of a key that another key makes necessary.
    /// - Throws: ``AWSError`` `.invalidConfiguration`.
    func required(_ key: String, for other: String) throws(AWSError) -> String {
        guard let value = self[key] else {
            throw AWSError(.invalidConfiguration, "the AWS profile '\(name)' has '\(other)' but no '\(key)'")
        }
        return value
    }
}
