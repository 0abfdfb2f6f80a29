import HTTP

/// The role of the EC2 instance we run on, by the instance metadata service.
///
/// Version 2, and version 1 only where that does not answer, as behind one hop too many.
/// - Source: Amazon EC2 User Guide, "Use the Instance Metadata Service"; botocore's `InstanceMetadataFetcher`.
struct InstanceSource: CredentialSource {
    let search: CredentialSearch
    var name: String { "instance metadata" }

    private static let roles = "/latest/meta-data/iam/security-credentials/"

    func find() async throws -> Finding {
        if search.surroundings.environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" {
            return .nothing("AWS_EC2_METADATA_DISABLED is true")
        }
        let service = try service()
        do {
            let answer = try await service.ask(.put, address("/latest/api/token"), ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
            return try await role(service, ["X-aws-ec2-metadata-token": answer.text])
        } catch let error as HTTPError {
            guard Self.mayBeVersion1(error),
                search.setting("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")?.lowercased() != "true"
            else { return .nothing(Self.noToken(error)) }
            do {
                if case .credentials(let found) = try await role(service, [:]) { return .credentials(found) }
            } catch is HTTPError {}
            return .nothing(Self.noToken(error))
        }
    }

    /// - Throws: ``HTTPError`` only when the service does not even tell whether there is a role.
    private func role(_ service: MetadataService, _ fields: [String: String]) async throws -> Finding {
        let names: String
        do {
            names = try await service.ask(.get, address(Self.roles), fields).text
        } catch let error as HTTPError where error.code == .status(404) {
            return .nothing("the instance has no role")
        }
        guard let name = names.split(whereSeparator: \.isNewline).first else { return .nothing("the instance has no role") }
        do {
            let answer = try await service.ask(.get, address(Self.roles + PercentEncoding.encode(String(name))), fields)
            return .credentials(try CredentialDocument.credentials(answer.bytes, from: "the instance metadata"))
        } catch let error as HTTPError {
            throw AWSError(.credentialSource, "the instance metadata service gave no credentials", reason: error.inShort)
        }
    }

    private func service() throws -> MetadataService {
        func number(_ variable: String, _ key: String, _ standard: Int) throws(AWSError) -> Int {
            guard let text = search.setting(variable, key) else { return standard }
            guard let number = Int(text), (1...60).contains(number) else {
                throw AWSError(.invalidConfiguration, "\(variable) is '\(text)'", reason: "it can be 1 to 60")
            }
            return number
        }
        let seconds = try number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 1)
        let attempts = try number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts", 2)
        return try MetadataService(attempts: attempts, connect: .seconds(seconds), clock: search.retry.clock)
    }

    private func address(_ path: String) throws(AWSError) -> WebAddress {
        let mode = search.setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")?.lowercased()
        let standard = mode == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        let base = search.setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") ?? standard
        do { return try WebAddress((base.hasSuffix("/") ? String(base.dropLast()) : base) + path) } catch {
            throw AWSError(
                .invalidConfiguration, "AWS_EC2_METADATA_SERVICE_ENDPOINT is not an address: '\(error.address)'", reason: error.message)
        }
    }

    /// Whether there may be a service all the same: it answered, or was silent, where nothing that is not there would take a connection.
    private static func mayBeVersion1(_ error: HTTPError) -> Bool {
        [.status(403), .status(404), .status(405), .timeout(.stall), .timeout(.total)].contains(error.code)
    }

    private static func noToken(_ error: HTTPError) -> String {
        switch error.code {
        case .status(403): "the instance metadata service is switched off"
        // The answer to a token request does not travel further than the hop limit allows; it is dropped without a word.
        case .timeout(.connect): "no answer; this is not an EC2 instance, or it may not be asked"
        case .timeout: "no answer; on EC2 inside a container, the instance's metadata hop limit must be 2"
        default: "\(error.inShort); this is not an EC2 instance, or it may not be asked"
        }
    }
}
