import AWS
import HTTP
import Testing

@Suite struct `A token of ECR` {
    private func fetch(_ body: String) async throws -> (ECRToken, CannedServer.Asked?) {
        let server = try CannedServer(["POST /": [.init(body: body)]])
        let registry = try #require(ECRRegistry(host: "123456789012.dkr.ecr.ap-east-1.amazonaws.com"))
        let token = try await ECRToken.fetch(
            for: registry, credentials: FixedCredentials(`A signature`.example), http: HTTPClient(),
            endpoints: Endpoints(environment: ["AWS_ENDPOINT_URL_ECR": server.address()], profile: nil), retry: TestClock().policy)
        return (token, try await server.asked().first)
    }

    /// `printf %s AWS:pass:word | base64`; the answer is in the form of the ECR API Reference, "GetAuthorizationToken".
    @Test func `is user and password, in the region of the registry`() async throws {
        let (token, asked) = try await fetch(
            #"{"authorizationData":[{"authorizationToken":"QVdTOnBhc3M6d29yZA==","expiresAt":1.448878779809E9,"proxyEndpoint":"https://x"}]}"#
        )
        #expect(token.user == "AWS")
        #expect(token.password.exposed == "pass:word")
        #expect(token.expiration == 1_448_878_779)
        #expect(!"\(token)".contains("pass:"))
        #expect(asked?.fields["authorization"]?.contains("/ap-east-1/ecr/aws4_request") == true)
        #expect(asked?.body == "{}")
    }

    @Test(arguments: [
        "{}", #"{"authorizationData":[]}"#, #"{"authorizationData":[{"authorizationToken":"%%%","expiresAt":1}]}"#,
        #"{"authorizationData":[{"authorizationToken":"QVdT","expiresAt":1}]}"#,
        #"{"authorizationData":[{"authorizationToken":"QVdTOng=","expiresAt":1e300}]}"#,
    ])
    func `is not made of another answer`(body: String) async throws {
        let error = await #expect(throws: AWSError.self) { try await fetch(body) }
        #expect(error?.code == .badAnswer)
    }
}
