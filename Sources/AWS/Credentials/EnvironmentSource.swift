/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
struct EnvironmentSource: CredentialSource {
    let environment: [String: String]
    var name: String { "environment" }

    func find() throws -> Finding {
        let key = environment.nonEmpty("AWS_ACCESS_KEY_ID"), secret = environment.nonEmpty("AWS_SECRET_ACCESS_KEY")
        switch (key, secret) {
        case (let key?, let secret?):
            return .credentials(
                Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: environment.nonEmpty("AWS_SESSION_TOKEN")))
        case (nil, nil): return .nothing("AWS_ACCESS_KEY_ID is not set")
        case (nil, _): throw half("AWS_SECRET_ACCESS_KEY", without: "AWS_ACCESS_KEY_ID")
        case (_, nil): throw half("AWS_ACCESS_KEY_ID", without: "AWS_SECRET_ACCESS_KEY")
        }
    }

    private func half(_ set: String, without unset: String) -> AWSError {
        AWSError(.credentialSource, "\(set) is set, but \(unset) is not", hint: "set both, or neither to use another source")
    }
}
