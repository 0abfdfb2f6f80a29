import AWS
import Diagnostics
import HTTP
import Testing

@Suite struct `A call to AWS` {
    private let clock = TestClock()

    private func client(_ server: CannedServer, _ provider: (any CredentialProvider)? = nil) throws -> AWSClient {
        AWSClient(
            try HTTPClient(), region: try Region("eu-central-1"), credentials: provider ?? FixedCredentials(SigV4Tests.example),
            endpoints: Endpoints(environment: ["AWS_ENDPOINT_URL": server.address()], profile: nil), retry: clock.policy)
    }

    private typealias SigV4Tests = `A signature`

    private func error(_ answers: [CannedServer.Answer], _ safety: RetryPolicy.Safety = .repeatable) async throws -> (AWSError?, Int) {
        let server = try CannedServer(["POST /": answers])
        let client = try client(server)
        do {
            _ = try await client.call(AWSCall(.ecr, "DescribeRepositories", safety, json: ["a": "b"]))
            return (nil, try await server.asked().count)
        } catch let error as AWSError {
            return (error, try await server.asked().count)
        }
    }

    @Test func `of a JSON service says its target and type, and is signed`() async throws {
        let server = try CannedServer(["POST /": [.init(body: #"{"answer": 42}"#)]])
        struct Answer: Decodable { var answer: Int }
        let call = AWSCall(.ecr, "DescribeRepositories", .repeatable, json: ["repositoryNames": ["a"]])
        #expect(try await client(server).json(call, as: Answer.self).answer == 42)
        let asked = try #require(try await server.asked().first)
        #expect(asked.fields["x-amz-target"] == "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories")
        #expect(asked.fields["content-type"] == "application/x-amz-json-1.1")
        #expect(asked.body == #"{"repositoryNames":["a"]}"#)
        #expect(
            asked.fields["authorization"]?.contains(
                "/eu-central-1/ecr/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target,") == true)
    }

    /// Bodies as AWS and moto 5.2.1 send them.
    @Test(arguments: [
        (
            CannedServer.Answer(
                status: 400, fields: ["x-amzn-RequestId": "r-1"],
                body: #"{"__type":"com.amazonaws.ecr#RepositoryNotFoundException","message":"no repository 'x'"}"#),
            "RepositoryNotFoundException", "RepositoryNotFoundException: no repository 'x'\nrequest r-1"
        ),
        (
            .init(
                status: 400, fields: ["X-Amzn-ErrorType": "ServerException:http://internal.amazon.com/coral/", "X-Amzn-RequestId": "r"],
                body: #"{"Message":"upper case"}"#), "ServerException", "ServerException: upper case\nrequest r"
        ),
        (
            .init(
                status: 403,
                body:
                    "<ErrorResponse xmlns=\"https://iam/\"><Error><Code>SignatureDoesNotMatch</Code><Message>The signature is wrong\n\nThe Canonical String was\nx-amz-security-token:hunter2</Message></Error><RequestId>r-2</RequestId></ErrorResponse>"
            ), "SignatureDoesNotMatch", "SignatureDoesNotMatch: The signature is wrong\nrequest r-2"
        ),
        (
            .init(
                status: 400,
                body: "<Response><Errors><Error><Code>Bad</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>"),
            "Bad", "Bad: m\nrequest r"
        ),
        (
            .init(status: 404, fields: ["Content-Type": "text/html"], body: "<html><h1>Not\n Found</h1><p>by the proxy</p>"), "HTTP 404",
            "404: Not Found by the proxy"
        ),
        (.init(status: 302, fields: ["Location": "http://127.0.0.1:1/"]), "HTTP 302", "302: status 302"),
    ])
    func `tells AWS's error in its words`(answer: CannedServer.Answer, code: String, reason: String) async throws {
        let (error, count) = try await error([answer])
        #expect(error?.code == .service(code))
        #expect(error?.reason == reason)
        #expect(count == 1)
    }

    @Test func `that is not allowed names the action`() async throws {
        let body = #"{"__type":"AccessDeniedException","message":"User: arn:aws:iam::1:user/u is not authorized"}"#
        let (error, _) = try await error([.init(status: 400, fields: ["x-amzn-requestid": "r"], body: body)])
        #expect(
            error?.report == """
                error: AWS does not allow 'ecr:DescribeRepositories'
                  AccessDeniedException: User: arn:aws:iam::1:user/u is not authorized
                  request r
                  hint: add this to a policy of 'arn:aws:iam::1:user/u': {"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"*"}
                """)
        #expect(error?.serviceCode == "AccessDenied")
    }

    @Test func `is made again when AWS asks for fewer, and signed anew`() async throws {
        let throttled = CannedServer.Answer(status: 400, body: #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#)
        let (error, count) = try await error([throttled, .init(status: 429), .init(body: "{}")], .onlyIfRefused)
        #expect(error == nil)
        #expect(count == 3)
        #expect(clock.waits.count == 2)
    }

    @Test func `is made again after a server's fault only when that does no harm`() async throws {
        #expect(try await error([.init(status: 500), .init(body: "{}")], .repeatable).1 == 2)
        let (error, count) = try await error([.init(status: 500, body: "<html>oops</html>"), .init(body: "{}")], .onlyIfRefused)
        #expect(error?.code == .service("HTTP 500"))
        #expect(count == 1)
    }

    @Test func `ends with AWS's last words when it gives up`() async throws {
        let (error, count) = try await error([.init(status: 503, body: #"{"__type":"ServiceUnavailable","message":"later"}"#)])
        #expect(error?.reason == "ServiceUnavailable: later")
        #expect(count == 5)
    }

    @Test func `is made once more with new credentials when the session has ended`() async throws {
        struct Renewing: CredentialProvider {
            func credentials() -> Credentials { Credentials(accessKeyID: "OLD", secretAccessKey: "s") }
            func credentials(insteadOf refused: Credentials) -> Credentials { Credentials(accessKeyID: "NEW", secretAccessKey: "s") }
        }
        let expired = CannedServer.Answer(status: 400, body: #"{"__type":"ExpiredTokenException","message":"expired"}"#)
        let server = try CannedServer(["POST /": [expired, .init(body: "{}")]])
        let call = AWSCall(.ecr, "X", .onlyIfRefused, json: [:])
        #expect(try await client(server, Renewing()).call(call).text == "{}")
        let keys = try await server.asked().map { $0.fields["authorization"]?.prefix(36) }
        #expect(keys.map { $0.map(String.init)?.contains("NEW") } == [false, true])
    }

    @Test func `says when nobody answers, and when it is not AWS that does`() async throws {
        let server = try CannedServer(["POST /": [.init(body: "<html>Please log in to the network</html>")]])
        let call = AWSCall(.ecr, "X", .onlyIfRefused, json: [:])
        let odd = await #expect(throws: AWSError.self) { try await client(server).json(call, as: [String: String].self) }
        #expect(odd?.code == .badAnswer)
        let nobody = AWSClient(
            try HTTPClient(), region: try Region("us-east-1"), credentials: nil,
            endpoints: Endpoints(environment: ["AWS_ENDPOINT_URL": "http://127.0.0.1:1"], profile: nil), retry: clock.policy)
        let silent = await #expect(throws: AWSError.self) { try await nobody.call(call) }
        #expect(silent?.code == .unreachable)
    }
}
