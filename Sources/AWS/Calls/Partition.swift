/// A part of AWS with accounts and domains of its own.
/// - Source: AWS's partitions file, as botocore has it (`data/partitions.json`).
package struct Partition: Hashable, Sendable {
    /// As in ARNs: `aws`, `aws-cn`.
    package let name: String
    /// `amazonaws.com`
    package let domain: String
    /// Where hosts with IPv6 are: `api.aws`
    package let dualStackDomain: String
    /// Where registries with IPv6 are: `on.aws`; nil where there are none.
    let registryDualStackDomain: String?
    /// What its regions begin with.
    private let regionPrefix: String

    private init(_ name: String, _ prefix: String, _ domain: String, _ dualStack: String, registry: String? = nil) {
        self.name = name
        self.domain = domain
        dualStackDomain = dualStack
        registryDualStackDomain = registry
        regionPrefix = prefix
    }

    /// The commercial partition, last: regions it does not know by name are its own.
    package static let all = [
        Partition("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", registry: "on.amazonwebservices.com.cn"),
        Partition("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", registry: "on.aws"),
        Partition("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
        Partition("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
        Partition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        Partition("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        Partition("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
        Partition("aws", "", "amazonaws.com", "api.aws", registry: "on.aws"),
    ]

    /// Whether even the services that elsewhere have no hosts with IPv6 have them here.
    var hasOwnDualStackOfAllServices: Bool { name.hasPrefix("aws-iso") || name == "aws-eusc" }

    /// The partition a region is in.
    package init(of region: Region) {
        self = Self.all.first { region.name.hasPrefix($0.regionPrefix) } ?? Self.all[Self.all.count - 1]
    }
}
