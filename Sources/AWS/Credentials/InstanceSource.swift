import HTTP

/// The role of the EC2 instance we run on, by the instance metadata service, version 2.
/// - Source: Amazon EC2 User Guide, "Use the Instance Metadata Service".
struct InstanceSource: CredentialSource {
    let search: CredentialSearch
    var name: String { "instance metadata" }

    private static let roles = "/latest/meta-data/iam/security-credentials/"

    func find() async throws -> Finding {
        if search.surroundings.environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" {
            return .nothing("AWS_EC2_METADATA_DISABLED is true")
        }
        let base = try base()
        let service = try MetadataService(attempts: 2, connect: .seconds(1), clock: search.retry.clock)
        let token: String
        do {
            let answer = try await service.ask(
                .put, base.resolving("/latest/api/token"), ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
            token = answer.text
        } catch let error as HTTPError {
            return .nothing(Self.noToken(error))
        }
        return try await role(service, base, ["X-aws-ec2-metadata-token": token])
    }

    private func role(_ service: MetadataService, _ base: WebAddress, _ fields: [String: String]) async throws -> Finding {
        do {
            let names = try await service.ask(.get, base.resolving(Self.roles), fields).text
            guard let name = names.split(whereSeparator: \.isNewline).first else { return .nothing("the instance has no role") }
            let path = Self.roles + PercentEncoding.encode(String(name))
            let answer = try await service.ask(.get, base.resolving(path), fields)
            return .credentials(try CredentialDocument.credentials(answer.bytes, from: "the instance metadata"))
        } catch let error as HTTPError where error.code == .status(404) {
            return .nothing("the instance has no role")
        } catch let error as HTTPError {
            throw AWSError(.credentialSource, "the instance metadata service gave no credentials", reason: error.inShort)
        }
    }

    private func base() throws(AWSError) -> WebAddress {
        let environment = search.surroundings.environment
        let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        let text =
            environment.nonEmpty("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? (isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254")
        do { return try WebAddress(text) } catch {
            throw AWSError(
                .invalidConfiguration, "AWS_EC2_METADATA_SERVICE_ENDPOINT is not an address: '\(error.address)'", reason: error.message)
        }
    }

    private static func noToken(_ error: HTTPError) -> String {
        switch error.code {
        case .status(403): "the instance metadata service is switched off"
        // The answer to a token request does not travel further than the hop limit allows; it is dropped without a word.
        case .timeout: "no answer; on EC2 inside a container, the instance's metadata hop limit must be 2"
        default: "\(error.inShort); this is not an EC2 instance, or it may not be asked"
        }
    }
}
