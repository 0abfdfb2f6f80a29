import HTTP

/// `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` and `..._FULL_URI`: tasks of ECS, CodeBuild, and pods with EKS Pod Identity.
struct ContainerSource: CredentialSource {
    let search: CredentialSearch
    var name: String { "container" }

    /// Hosts that may be asked without TLS: those of ECS and of EKS.
    private static let trusted: Set = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

    func find() async throws -> Finding {
        guard let address = try address() else {
            return .nothing("neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set")
        }
        var fields = ["Accept": "application/json"]
        fields["Authorization"] = try authorization()
        do {
            let service = try MetadataService(attempts: 3, connect: .seconds(2), clock: search.retry.clock)
            let response = try await service.ask(.get, address, fields)
            return .credentials(try CredentialDocument.credentials(response.bytes, from: "the container endpoint"))
        } catch let error as HTTPError {
            throw AWSError(.credentialSource, "no credentials of the container endpoint '\(address)'", reason: error.inShort)
        }
    }

    private func address() throws -> WebAddress? {
        let environment = search.surroundings.environment
        if let path = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            guard path.hasPrefix("/") else {
                throw AWSError(
                    .invalidConfiguration, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is '\(path)', which does not begin with a slash")
            }
            return try Self.parsed("http://169.254.170.2" + path, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        }
        guard let text = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
        let address = try Self.parsed(text, "AWS_CONTAINER_CREDENTIALS_FULL_URI")
        guard address.isSecure || address.isLoopback || Self.trusted.contains(address.host) else {
            throw AWSError(
                .invalidConfiguration, "AWS_CONTAINER_CREDENTIALS_FULL_URI names '\(address.host)', which is not safe to ask over http",
                reason: "only https, this machine itself, and the addresses of ECS and EKS are")
        }
        return address
    }

    private static func parsed(_ text: String, _ variable: String) throws(AWSError) -> WebAddress {
        do { return try WebAddress(text) } catch {
            throw AWSError(.invalidConfiguration, "\(variable) is not an address: '\(error.address)'", reason: error.message)
        }
    }

    /// The file counts for more: its content changes while we run.
    private func authorization() throws(AWSError) -> String? {
        let environment = search.surroundings.environment
        var token = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let file = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            let text = try search.surroundings.text(of: file, namedBy: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
            token = String(text.reversed().drop(while: \.isNewline).reversed())
        }
        guard let token, !token.isEmpty else { return nil }
        guard !token.contains(where: \.isNewline) else {
            throw AWSError(.invalidConfiguration, "the container's authorization token has more than one line")
        }
        return token
    }
}
