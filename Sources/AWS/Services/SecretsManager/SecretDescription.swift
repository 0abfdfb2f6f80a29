import JSON

/// A secret without its value.
package struct SecretDescription: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// With the six characters AWS adds to the name.
    package var arn: String? { string("ARN") }
    package var name: String? { string("Name") }
    package var description: String? { string("Description") }
    /// Nil for the account's own key for secrets.
    package var kmsKey: String? { string("KmsKeyId") }
    package var tags: [String: String] { Tags.read(json["Tags"], .upperCase) }
    /// Seconds since 1970.
    package var createdAt: Double? { time("CreatedDate") }
    package var lastChangedAt: Double? { time("LastChangedDate") }
    /// It is going to be deleted then, and cannot be read any more.
    package var deletedAt: Double? { time("DeletedDate") }
    package var rotationEnabled: Bool { bool("RotationEnabled") ?? false }

    /// Labels (`AWSCURRENT`) by version.
    package var stages: [String: [String]] {
        let versions = json["VersionIdsToStages"] ?? json["SecretVersionsToStages"]
        return (versions?.object ?? [:]).mapValues(\.strings)
    }
}
