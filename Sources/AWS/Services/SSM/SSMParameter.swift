import JSON

/// A parameter of Systems Manager without its value.
package struct SSMParameter: Hashable, Sendable {
    package let name: String?
    package let arn: String?
    /// `String`, `StringList`, `SecureString`.
    package let type: String?
    package let version: Int?

    init(_ json: JSONValue) {
        name = json["Name"]?.string
        arn = json["ARN"]?.string
        type = json["Type"]?.string
        version = json["Version"]?.integer
    }
}
