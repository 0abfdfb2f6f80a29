/// Where IAM is, which has one host for all regions of a partition.
/// - Source: botocore's endpoint rules of IAM.
struct GlobalHost: Sendable {
    /// The only one its requests may be signed for.
    let signingRegion: String
    private let plain: String
    private let dualStack: String
    private let fips: String
    private let both: String

    init(of partition: Partition) {
        self = Self.all[partition.name] ?? Self.commercial
    }

    private init(_ signingRegion: String, _ plain: String, dualStack: String, fips: String, both: String) {
        self.signingRegion = signingRegion
        self.plain = plain
        self.dualStack = dualStack
        self.fips = fips
        self.both = both
    }

    func name(usesFIPS: Bool, usesDualStack: Bool) -> String {
        usesFIPS ? (usesDualStack ? both : fips) : usesDualStack ? dualStack : plain
    }

    private static let commercial = GlobalHost(
        "us-east-1", "iam.amazonaws.com", dualStack: "iam.global.api.aws", fips: "iam-fips.amazonaws.com", both: "iam-fips.global.api.aws")

    private static let all = [
        "aws": commercial,
        "aws-cn": GlobalHost(
            "cn-north-1", "iam.cn-north-1.amazonaws.com.cn", dualStack: "iam.global.api.amazonwebservices.com.cn",
            fips: "iam-fips.amazonaws.com.cn", both: "iam-fips.api.amazonwebservices.com.cn"),
        "aws-us-gov": GlobalHost(
            "us-gov-west-1", "iam.us-gov.amazonaws.com", dualStack: "iam.us-gov.api.aws", fips: "iam.us-gov.amazonaws.com",
            both: "iam.us-gov.api.aws"),
        "aws-iso": GlobalHost(
            "us-iso-east-1", "iam.us-iso-east-1.c2s.ic.gov", dualStack: "iam.api.aws.ic.gov", fips: "iam-fips.us-iso-east-1.c2s.ic.gov",
            both: "iam-fips.api.aws.ic.gov"),
        "aws-iso-b": GlobalHost(
            "us-isob-east-1", "iam.us-isob-east-1.sc2s.sgov.gov", dualStack: "iam.api.aws.scloud",
            fips: "iam-fips.us-isob-east-1.sc2s.sgov.gov", both: "iam-fips.api.aws.scloud"),
        "aws-iso-e": GlobalHost(
            "eu-isoe-west-1", "iam.eu-isoe-west-1.cloud.adc-e.uk", dualStack: "iam.api.cloud-aws.adc-e.uk",
            fips: "iam-fips.cloud.adc-e.uk", both: "iam-fips.api.cloud-aws.adc-e.uk"),
        "aws-iso-f": GlobalHost(
            "us-isof-south-1", "iam.us-isof-south-1.csp.hci.ic.gov", dualStack: "iam.api.aws.hci.ic.gov",
            fips: "iam-fips.csp.hci.ic.gov", both: "iam-fips.api.aws.hci.ic.gov"),
        "aws-eusc": GlobalHost(
            "eusc-de-east-1", "iam.eusc-de-east-1.amazonaws.eu", dualStack: "iam.global.api.amazonwebservices.eu",
            fips: "iam-fips.amazonaws.eu", both: "iam-fips.api.amazonwebservices.eu"),
    ]
}
