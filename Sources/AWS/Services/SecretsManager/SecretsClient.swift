import Diagnostics
import HTTP
import JSON

/// The calls of Secrets Manager. Values are ``Secret`` both ways; nothing here keeps an answer that holds one.
package struct SecretsClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .secretsManager) }

    /// What a secret is, without its value; nil when there is none of that name or ARN.
    package func describeSecret(_ id: String) async throws -> SecretDescription? {
        try await orNil { SecretDescription(try await caller.call("DescribeSecret", ["SecretId": .string(id)])) }
    }

    /// All secrets of the region, or those whose names begin with `prefix`.
    package func listSecrets(prefix: String? = nil) async throws -> [SecretDescription] {
        var parameters: JSONObject = ["MaxResults": 100]
        if let prefix { parameters["Filters"] = [["Key": "name", "Values": [.string(prefix)]]] }
        return try await caller.items("SecretList", of: "ListSecrets", parameters, token: .upperCase).map(SecretDescription.init)
    }

    /// The value itself: only where its JSON keys have to be looked at, or it may be the one that is to be set.
    /// - Parameters:
    ///   - stage: `AWSCURRENT` when nil.
    ///   - version: an id; not together with another stage.
    /// - Returns: nil when the secret is binary.
    package func getSecretValue(_ id: String, stage: String? = nil, version: String? = nil) async throws -> Secret<String>? {
        let parameters = JSONValue.fields([
            "SecretId": .string(id), "VersionStage": stage.map { .string($0) }, "VersionId": version.map { .string($0) },
        ])
        return try await caller.call("GetSecretValue", parameters)["SecretString"]?.string.map(Secret.init)
    }

    /// Makes a secret.
    /// - Returns: its ARN, with the six characters AWS adds: what task definitions have to name.
    /// - Throws: as ``AWSClient``; `ResourceExistsException` for a name in use.
    package func createSecret(_ name: String, _ value: Secret<String>, _ details: SecretDetails = SecretDetails(), token: RequestToken)
        async throws -> String
    {
        let parameters = JSONValue.fields([
            "Name": .string(name), "SecretString": .string(value.exposed), "ClientRequestToken": .string(token.text),
            "Description": details.description.map { .string($0) }, "KmsKeyId": details.key.map { .string($0) },
            "Tags": details.tags.isEmpty ? nil : Tags.list(details.tags, .upperCase),
        ])
        guard let arn = try await caller.call("CreateSecret", parameters)["ARN"]?.string else {
            throw caller.missing("ARN", "CreateSecret")
        }
        return arn
    }

    /// Deletes a secret; for 30 days it can be restored. One that is not there is no error.
    package func deleteSecret(_ id: String) async throws {
        _ = try await orNil { try await caller.call("DeleteSecret", ["SecretId": .string(id), "RecoveryWindowInDays": 30]) }
    }

    /// Gives a secret a new value; tasks see it when they start anew.
    /// - Returns: the id of the new version.
    package func putSecretValue(_ id: String, _ value: Secret<String>, token: RequestToken) async throws -> String? {
        let parameters: JSONObject = [
            "SecretId": .string(id), "SecretString": .string(value.exposed), "ClientRequestToken": .string(token.text),
        ]
        return try await caller.call("PutSecretValue", parameters)["VersionId"]?.string
    }
}
