/// Where people sign in: in domains of its own.
/// - Source: botocore's endpoint rules of Signin.
enum SignInHost {
    static func name(in region: Region, usesFIPS: Bool, usesDualStack: Bool) -> String {
        let partition = region.partition
        let name = usesFIPS ? "signin-fips" : "signin"
        if usesDualStack { return "\(name).\(region).\(partition.dualStackDomain)" }
        if partition.name == "aws-us-gov", usesFIPS {
            return region.name == "us-gov-west-1" ? "\(name).\(domain(of: partition))" : "\(region).\(name).\(domain(of: partition))"
        }
        return usesFIPS ? "\(name).\(region).\(partition.domain)" : "\(region).\(name).\(domain(of: partition))"
    }

    private static func domain(of partition: Partition) -> String {
        switch partition.name {
        case "aws-cn": "amazonaws.cn"
        case "aws-us-gov": "amazonaws-us-gov.com"
        case "aws-iso": "c2shome.ic.gov"
        case "aws-iso-b": "sc2shome.sgov.gov"
        case "aws-iso-e": "csphome.adc-e.uk"
        case "aws-iso-f": "csphome.hci.ic.gov"
        case "aws-eusc": "amazonaws-eusc.eu"
        default: "aws.amazon.com"
        }
    }
}
