/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION`.
struct EnvironmentSource: CredentialSource {
    let environment: [String: String]
    var name: String { "environment" }
    var renews: Bool { false }

    func find() throws -> Finding {
        let key = environment.nonEmpty("AWS_ACCESS_KEY_ID"), secret = environment.nonEmpty("AWS_SECRET_ACCESS_KEY")
        switch (key, secret) {
        case (let key?, let secret?):
            return .credentials(
                Credentials(
                    accessKeyID: key, secretAccessKey: secret,
                    sessionToken: environment.nonEmpty("AWS_SESSION_TOKEN") ?? environment.nonEmpty("AWS_SECURITY_TOKEN"),
                    expiration: try expiration()))
        case (nil, nil): return .nothing("AWS_ACCESS_KEY_ID is not set")
        case (nil, _): throw half("AWS_SECRET_ACCESS_KEY", without: "AWS_ACCESS_KEY_ID")
        case (_, nil): throw half("AWS_ACCESS_KEY_ID", without: "AWS_SECRET_ACCESS_KEY")
        }
    }

    /// Seconds since 1970; nil when nobody says that they end.
    private func expiration() throws(AWSError) -> Int64? {
        guard let text = environment.nonEmpty("AWS_CREDENTIAL_EXPIRATION") else { return nil }
        guard let date = UTCDate(rfc3339: text) else {
            throw AWSError(.credentialSource, "AWS_CREDENTIAL_EXPIRATION is '\(text)', which is not a date")
        }
        return date.secondsSince1970
    }

    private func half(_ set: String, without unset: String) -> AWSError {
        AWSError(.credentialSource, "\(set) is set, but \(unset) is not", hint: "set both, or neither to use another source")
    }
}
