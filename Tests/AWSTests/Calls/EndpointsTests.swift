import AWS
import HTTP
import Testing

@Suite struct `The endpoint of a service` {
    enum Kind: CaseIterable { case plain, dualStack, fips, both }

    /// What botocore 1.43.11 resolves.
    @Test(arguments: [
        (
            AWSService.ecr, "us-east-1",
            [
                "api.ecr.us-east-1.amazonaws.com", "ecr.us-east-1.api.aws", "api.ecr-fips.us-east-1.amazonaws.com",
                "ecr-fips.us-east-1.api.aws",
            ]
        ),
        (
            .ecr, "us-gov-west-1",
            [
                "api.ecr.us-gov-west-1.amazonaws.com", "ecr.us-gov-west-1.api.aws", "api.ecr-fips.us-gov-west-1.amazonaws.com",
                "ecr-fips.us-gov-west-1.api.aws",
            ]
        ),
        (
            .ecr, "cn-north-1",
            [
                "api.ecr.cn-north-1.amazonaws.com.cn", "ecr.cn-north-1.api.amazonwebservices.com.cn",
                "api.ecr-fips.cn-north-1.amazonaws.com.cn", "ecr-fips.cn-north-1.api.amazonwebservices.com.cn",
            ]
        ),
        (
            .sts, "eu-central-1",
            [
                "sts.eu-central-1.amazonaws.com", "sts.eu-central-1.api.aws", "sts-fips.eu-central-1.amazonaws.com",
                "sts-fips.eu-central-1.api.aws",
            ]
        ),
        (
            .sts, "us-gov-west-1",
            [
                "sts.us-gov-west-1.amazonaws.com", "sts.us-gov-west-1.api.aws", "sts.us-gov-west-1.amazonaws.com",
                "sts-fips.us-gov-west-1.api.aws",
            ]
        ),
        (
            .ecs, "us-iso-east-1",
            [
                "ecs.us-iso-east-1.c2s.ic.gov", "ecs.us-iso-east-1.api.aws.ic.gov", "ecs-fips.us-iso-east-1.c2s.ic.gov",
                "ecs-fips.us-iso-east-1.api.aws.ic.gov",
            ]
        ),
        (
            .ecs, "eusc-de-east-1",
            [
                "ecs.eusc-de-east-1.amazonaws.eu", "ecs.eusc-de-east-1.api.amazonwebservices.eu", "ecs-fips.eusc-de-east-1.amazonaws.eu",
                "ecs-fips.eusc-de-east-1.api.amazonwebservices.eu",
            ]
        ),
    ])
    func `is the one botocore asks`(service: AWSService, region: String, hosts: [String]) throws {
        for (kind, host) in zip(Kind.allCases, hosts) {
            let endpoints = Endpoints(usesFIPS: kind == .fips || kind == .both, usesDualStack: kind == .dualStack || kind == .both)
            #expect(try endpoints.address(of: service, in: Region(region)).text == "https://\(host)/")
        }
    }

    /// AWS SDKs and Tools Reference Guide, "Service-specific endpoints": the order in which they count.
    @Test func `is what the user says, a variable before the profile, one service's before all`() throws {
        let surroundings = TestSurroundings.make(files: [
            "/home/u/.aws/config": """
            [default]
            endpoint_url = http://profile
            services = mine
            [services mine]
            ecr =
              endpoint_url = http://profile-ecr
            """
        ])
        let files = try ProfileFiles(surroundings)
        func hosts(_ environment: [String: String]) throws -> [String] {
            let endpoints = Endpoints(environment: environment, profile: files.profiles["default"], profiles: files)
            return try [AWSService.ecr, .sts].map { try endpoints.address(of: $0, in: Region("us-east-1")).host }
        }
        #expect(try hosts([:]) == ["profile-ecr", "profile"])
        #expect(try hosts(["AWS_ENDPOINT_URL": "http://variable"]) == ["variable", "variable"])
        #expect(try hosts(["AWS_ENDPOINT_URL_STS": "http://variable-sts"]) == ["profile-ecr", "variable-sts"])
        #expect(
            try hosts(["AWS_ENDPOINT_URL": "http://variable", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"])
                == ["api.ecr.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com"])
        #expect(throws: AWSError.self) { try hosts(["AWS_ENDPOINT_URL": "not an address"]) }
    }

    @Test(arguments: ["", "eu_central", "eu-central-1.evil.com/", "-a", "a\n", String(repeating: "a", count: 64)])
    func `is in no region that is not a name`(region: String) {
        #expect(throws: AWSError.self) { try Region(region) }
    }
}
