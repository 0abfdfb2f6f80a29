/// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`: Kubernetes service accounts, and CI systems with OpenID Connect.
struct WebIdentitySource: CredentialSource {
    let search: CredentialSearch
    var name: String { "web identity" }

    func find() async throws -> Finding {
        let environment = search.surroundings.environment
        guard let file = environment.nonEmpty("AWS_WEB_IDENTITY_TOKEN_FILE") else {
            return .nothing("AWS_WEB_IDENTITY_TOKEN_FILE is not set")
        }
        guard let arn = environment.nonEmpty("AWS_ROLE_ARN") else {
            throw AWSError(
                .credentialSource, "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not", hint: "set AWS_ROLE_ARN to the role's ARN"
            )
        }
        let role = TokenService.Role(arn: arn, sessionName: search.sessionName(nil))
        return .credentials(try await Self.assume(role, tokenFile: file, namedBy: "AWS_WEB_IDENTITY_TOKEN_FILE", search))
    }

    static func assume(
        _ role: TokenService.Role, tokenFile: String, namedBy setting: String, _ search: CredentialSearch
    ) async throws -> Credentials {
        let token = try search.surroundings.text(of: tokenFile, namedBy: setting).filter { !$0.isWhitespace }
        guard !token.isEmpty else { throw AWSError(.credentialSource, "the file '\(tokenFile)', which \(setting) names, is empty") }
        return try await search.tokenService(signedBy: nil).assume(role, withWebIdentity: token)
    }
}
