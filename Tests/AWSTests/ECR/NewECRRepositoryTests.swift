import AWS
import HTTP
import Testing

@Suite struct `A repository of ECR` {
    private func create(_ answer: CannedServer.Answer) async throws -> (wasMade: Bool, asked: CannedServer.Asked?) {
        let server = try CannedServer(["POST /": [answer]])
        let variables = ["AWS_ENDPOINT_URL_ECR": server.address(), "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s"]
        let access = try AWSAccess(
            Surroundings(environment: variables, home: nil, readFile: { _ in nil }), http: HTTPClient(), retry: TestClock().policy)
        let registry = try #require(ECRRegistry(host: "123456789012.dkr.ecr.ap-east-1.amazonaws.com"))
        var repository = NewECRRepository("team/app", in: registry)
        repository.scansOnPush = true
        repository.hasImmutableTags = true
        return (try await ECRClient(access.client(for: registry)).create(repository), try await server.asked().first)
    }

    /// Parameters and errors are in the form of the ECR API Reference, "CreateRepository".
    @Test func `is made in the account and the region of its registry`() async throws {
        let (wasMade, asked) = try await create(.init(body: #"{"repository":{"repositoryName":"team/app"}}"#))
        #expect(wasMade)
        #expect(asked?.fields["authorization"]?.contains("/ap-east-1/ecr/aws4_request") == true)
        #expect(asked?.fields["x-amz-target"] == "AmazonEC2ContainerRegistry_V20150921.CreateRepository")
        let body = try #require(asked?.body)
        for part in [
            #""registryId":"123456789012""#, #""repositoryName":"team/app""#, #""imageTagMutability":"IMMUTABLE""#,
            #""imageScanningConfiguration":{"scanOnPush":true}"#,
        ] { #expect(body.contains(part)) }
    }

    @Test func `may be there already`() async throws {
        let fault = #"{"__type":"RepositoryAlreadyExistsException","message":"The repository already exists"}"#
        #expect(try await create(.init(status: 400, body: fault)).wasMade == false)
    }

    @Test func `needs an action that a policy allows`() async throws {
        let error = await #expect(throws: AWSError.self) {
            try await create(.init(status: 400, body: #"{"__type":"AccessDeniedException","message":"not authorized"}"#))
        }
        #expect(error?.hint == #"add this to a policy of the caller: {"Effect":"Allow","Action":"ecr:CreateRepository","Resource":"*"}"#)
    }
}
