/// A private registry of ECR, known by its host alone.
/// - Source: Amazon ECR User Guide, "Private registries" and "Requests over IPv6".
package struct ECRRegistry: Hashable, Sendable {
    package let host: String
    /// Twelve digits.
    package let account: String
    package let region: Region
    package let isFIPS: Bool
    package let isDualStack: Bool

    /// Nil when `host` (without a port) is not a private registry of ECR.
    ///
    ///     123456789012.dkr.ecr.eu-central-1.amazonaws.com
    ///     123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com
    ///     123456789012.dkr-ecr.eu-central-1.on.aws
    package init?(host: String) {
        let host = host.lowercased()
        let labels = host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let account = labels.first, account.utf8.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            labels.count >= 5
        else { return nil }
        let isDualStack = labels[1].hasPrefix("dkr-")
        let service = isDualStack ? String(labels[1].dropFirst(4)) : labels[1] == "dkr" ? labels[2] : ""
        let rest = labels.dropFirst(isDualStack ? 2 : 3)
        guard service == "ecr" || service == "ecr-fips", let region = rest.first.flatMap({ try? Region($0) }) else { return nil }
        let partition = region.partition
        guard rest.dropFirst().joined(separator: ".") == (isDualStack ? partition.registryDualStackDomain : partition.domain) else {
            return nil
        }
        self.host = host
        self.account = account
        self.region = region
        self.isDualStack = isDualStack
        isFIPS = service == "ecr-fips"
    }

    /// The ARN of a repository in it, by its name.
    package func arn(of repository: String) -> String {
        ARN(partition: region.partition.name, service: "ecr", region: region.name, account: account, resource: "repository/\(repository)")
            .description
    }
}

extension Endpoints {
    /// These endpoints, with FIPS and IPv6 where the registry's host has them.
    func matching(_ registry: ECRRegistry) -> Endpoints {
        var endpoints = self
        endpoints.usesFIPS = usesFIPS || registry.isFIPS
        endpoints.usesDualStack = usesDualStack || registry.isDualStack
        return endpoints
    }
}
