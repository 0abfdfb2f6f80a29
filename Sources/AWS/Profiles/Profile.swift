/// The settings of one name in the profile files.
package struct Profile: Hashable, Sendable {
    package let name: String
    /// By key, in lower case; of a nested setting the key is `outer.inner`.
    package internal(set) var values: [String: String] = [:]

    /// Whether its keys stand in the credentials file, whichever other settings are in which.
    var hasKeysOfCredentialsFile = false

    init(name: String) { self.name = name }

    /// The value of a key; nil when it is absent or empty.
    package subscript(_ key: String) -> String? { values.nonEmpty(key) }

    var hasKeys: Bool { self["aws_access_key_id"] != nil || self["aws_secret_access_key"] != nil }

    /// The keys it names; nil when it names none.
    /// - Throws: ``AWSError`` `.invalidConfiguration` for one half of them.
    func keys() throws(AWSError) -> Credentials? {
        guard hasKeys else { return nil }
        return Credentials(
            accessKeyID: try required("aws_access_key_id", for: "aws_secret_access_key"),
            secretAccessKey: try required("aws_secret_access_key", for: "aws_access_key_id"),
            sessionToken: self["aws_session_token"] ?? self["aws_security_token"])
    }

    /// The value of a key that another key makes necessary.
    /// - Throws: ``AWSError`` `.invalidConfiguration`.
    func required(_ key: String, for other: String) throws(AWSError) -> String {
        guard let value = self[key] else {
            throw AWSError(.invalidConfiguration, "the AWS profile '\(name)' has '\(other)' but no '\(key)'")
        }
        return value
    }
}
