import JSON

/// A repository that a private registry has.
package struct RepositoryDescription: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("repositoryArn") }
    package var name: String? { string("repositoryName") }
    /// `123456789012.dkr.ecr.eu-central-1.amazonaws.com/app`
    package var address: String? { string("repositoryUri") }
    /// `MUTABLE`, `IMMUTABLE`, or either `_WITH_EXCLUSION`.
    package var tagMutability: String? { string("imageTagMutability") }
    package var scansOnPush: Bool { json["imageScanningConfiguration"]?["scanOnPush"]?.bool ?? false }
    /// Seconds since 1970.
    package var createdAt: Double? { time("createdAt") }
}
