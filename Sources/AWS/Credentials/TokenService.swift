import HTTP

/// The calls of STS that credentials need.
package struct TokenService: Sendable {
    private let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// Who the credentials belong to.
    package struct Identity: Hashable, Sendable {
        package let account: String
        package let arn: String
    }

    /// A role to take on.
    package struct Role: Hashable, Sendable {
        package var arn: String
        package var sessionName: String
        package var externalID: String?
        /// In seconds, 900 to 43200; nil for STS's own hour.
        package var duration: Int?

        package init(arn: String, sessionName: String, externalID: String? = nil, duration: Int? = nil) {
            self.arn = arn
            self.sessionName = sessionName
            self.externalID = externalID
            self.duration = duration
        }
    }

    package func callerIdentity() async throws -> Identity {
        let call = AWSCall(.sts, "GetCallerIdentity", .repeatable, form: [:])
        let result = try await client.xml(call).child("GetCallerIdentityResult")
        guard let account = result?.text(at: "Account"), let arn = result?.text(at: "Arn") else { throw Self.incomplete(call) }
        return Identity(account: account, arn: arn)
    }

    package func assume(_ role: Role) async throws -> Credentials {
        let call = AWSCall(.sts, "AssumeRole", .repeatable, form: Self.parameters(role))
        return try Self.credentials(in: await client.xml(call).child("AssumeRoleResult"), call)
    }

    /// Not signed: the token is the proof.
    package func assume(_ role: Role, withWebIdentity token: String) async throws -> Credentials {
        var parameters = Self.parameters(role)
        parameters["ExternalId"] = nil
        parameters["WebIdentityToken"] = token
        let call = AWSCall(.sts, "AssumeRoleWithWebIdentity", .repeatable, form: parameters)
        return try Self.credentials(in: await client.xml(call).child("AssumeRoleWithWebIdentityResult"), call)
    }

    private static func parameters(_ role: Role) -> [String: String] {
        var parameters = ["RoleArn": role.arn, "RoleSessionName": role.sessionName]
        parameters["ExternalId"] = role.externalID
        parameters["DurationSeconds"] = role.duration.map(String.init)
        return parameters
    }

    private static func credentials(in result: XMLElement?, _ call: AWSCall) throws -> Credentials {
        guard let element = result?.child("Credentials"), let key = element.text(at: "AccessKeyId"),
            let secret = element.text(at: "SecretAccessKey"), let token = element.text(at: "SessionToken"),
            let expiration = element.text(at: "Expiration").flatMap(UTCDate.init(rfc3339:))
        else { throw incomplete(call) }
        return Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token, expiration: expiration.secondsSince1970)
    }

    private static func incomplete(_ call: AWSCall) -> AWSError {
        AWSError(.badAnswer, "the answer to '\(call.permission)' is not what AWS answers", hint: "check AWS_ENDPOINT_URL if it is set")
    }
}
