import AWS
import HTTP
import Testing

@Suite struct `Access to AWS` {
    private func access(_ environment: [String: String] = [:], _ files: [String: String] = [:]) throws -> AWSAccess {
        try AWSAccess(TestSurroundings.make(environment, files: files), http: HTTPClient(), retry: TestClock().policy)
    }

    @Test func `takes region and endpoints from the chosen profile`() throws {
        let files = ["/home/u/.aws/config": "[profile p]\nregion = sa-east-1\nuse_fips_endpoint = True\n[default]\nregion = x-1"]
        let access = try access(["AWS_PROFILE": "p"], files)
        #expect(access.region?.name == "sa-east-1")
        #expect(access.endpoints.usesFIPS)
        #expect(try access.client().region.name == "sa-east-1")
        #expect(try self.access(["AWS_PROFILE": "p", "AWS_REGION": "af-south-1"], files).region?.name == "af-south-1")
    }

    @Test func `needs a region for calls that name none`() throws {
        let error = #expect(throws: AWSError.self) { try access().client() }
        #expect(error?.summary == "no AWS region is named")
        #expect(try access().client(in: Region("eu-north-1")).region.name == "eu-north-1")
    }

    @Test func `gets a registry's token with credentials it finds`() async throws {
        let body = #"{"authorizationData":[{"authorizationToken":"QVdTOng=","expiresAt":4000000000}]}"#
        let server = try CannedServer(["POST /": [.init(body: body)]])
        let environment = ["AWS_ENDPOINT_URL": server.address(), "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"]
        let registry = try #require(ECRRegistry(host: "123456789012.dkr.ecr.eu-west-2.amazonaws.com"))
        #expect(try await access(environment).token(for: registry).password.exposed == "x")
        let asked = try await server.asked()
        #expect(asked.first?.fields["authorization"]?.contains("Credential=ENV/20231114/eu-west-2/ecr/") == true)
    }

    @Test func `trusts the bundle of the variable, or of the chosen profile`() throws {
        let files = ["/home/u/.aws/config": "[default]\nca_bundle = ~/corp.pem"]
        func bundle(_ environment: [String: String]) throws -> String? {
            try AWSAccess.bundle(TestSurroundings.make(environment, files: files))
        }
        #expect(try bundle([:]) == "/home/u/corp.pem")
        #expect(try bundle(["AWS_CA_BUNDLE": "/other.pem"]) == "/other.pem")
        #expect(try bundle(["AWS_PROFILE": "another"]) == nil)
    }

    /// botocore counts the first attempt too.
    @Test(arguments: [([:], 3), (["AWS_MAX_ATTEMPTS": "2"], 2)])
    func `tries as often as the variable or the chosen profile says`(environment: [String: String], attempts: Int) async throws {
        let server = try CannedServer(["POST /": [.init(status: 500)]])
        let variables = ["AWS_ENDPOINT_URL": server.address(), "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"]
        let access = try access(variables.merging(environment) { $1 }, ["/home/u/.aws/config": "[default]\nmax_attempts = 3"])
        let call = AWSCall(.sts, "GetCallerIdentity", .repeatable, form: [:])
        await #expect(throws: AWSError.self) { try await access.client(in: Region("eu-north-1")).call(call) }
        #expect(try await server.asked().count == attempts)
    }

    @Test(arguments: ["0", "-1", "many"]) func `refuses a number of attempts that is none`(number: String) {
        let error = #expect(throws: AWSError.self) { try access(["AWS_MAX_ATTEMPTS": number]) }
        #expect(error?.exitCode == .usage)
    }
}
