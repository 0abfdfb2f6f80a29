import AWS
import Testing

@Suite struct `The host of a registry` {
    @Test(arguments: [
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "eu-central-1", false, false),
        ("123456789012.DKR.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", true, false),
        ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", false, false),
        ("123456789012.dkr-ecr.eu-central-1.on.aws", "eu-central-1", false, true),
        ("123456789012.dkr-ecr-fips.us-east-1.on.aws", "us-east-1", true, true),
        ("123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "cn-north-1", false, true),
        ("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", false, false),
        ("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", false, false),
    ])
    func `says account and region`(host: String, region: String, isFIPS: Bool, isDualStack: Bool) {
        let registry = ECRRegistry(host: host)
        #expect(registry?.account == "123456789012")
        #expect(registry?.region.name == region)
        #expect(registry?.isFIPS == isFIPS)
        #expect(registry?.isDualStack == isDualStack)
    }

    @Test(arguments: [
        "public.ecr.aws", "docker.io", "", "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.com",
        "12345678901.dkr.ecr.eu-central-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com.cn", "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
        "123456789012.dkr.ecr..amazonaws.com",
        "123456789012.dkr.ecr.eu-central-1.on.aws", "123456789012.dkr-ecr.eu-central-1.amazonaws.com",
        "123456789012.dkr.s3.eu-central-1.amazonaws.com",
        "x.123456789012.dkr.ecr.eu-central-1.amazonaws.com", "123456789012.dkr.ecr.us-iso-east-1.", "123456789012.dkr.ecr.amazonaws.com",
        "١٢٣٤٥٦٧٨٩٠١٢.dkr.ecr.eu-central-1.amazonaws.com", "123456789012.dkr.ecr", "123456789012.dkr-",
    ])
    func `that is not a private registry of ECR is none`(host: String) {
        #expect(ECRRegistry(host: host) == nil)
    }
}
