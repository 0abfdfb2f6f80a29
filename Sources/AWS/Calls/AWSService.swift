/// A service of AWS: how it is named in each of the places that name it.
/// - Source: the `metadata` of its API model.
package struct AWSService: Hashable, Sendable {
    /// In signatures: `ecr`.
    package let signingName: String
    /// In the actions of policies, `ecs:RunTask`: nearly always as in signatures.
    package let policyName: String
    /// The first part of its hosts: `api.ecr`.
    package let hostPrefix: String
    /// The same for hosts with IPv6.
    package let dualStackPrefix: String
    package let hosts: Hosts
    /// The ending of the variable `AWS_ENDPOINT_URL_...`, and in lower case the key of a profile's services: `ECR`.
    package let variable: String
    package let wire: Wire

    package enum Wire: Hashable, Sendable {
        /// JSON 1.1 (or 1.0): `X-Amz-Target: <prefix>.<action>`.
        case json(targetPrefix: String, version: String)
        /// A form that is answered in XML; EC2's own dialect of it too.
        case query(version: String)
        /// Paths and methods of its own.
        case rest
    }

    /// How its hosts differ from the usual `<prefix>.<region>.<domain>` and `<prefix>-fips.<region>.<domain>`.
    package enum Hosts: Hashable, Sendable {
        case usual
        /// The usual hosts of GovCloud are the FIPS ones too.
        case plainInGovCloud
        /// There those with IPv6 as well.
        case alwaysPlainInGovCloud
        /// Hosts with IPv6 are in the isolated partitions and the European Sovereign Cloud alone.
        case withoutDualStack
        /// One for all regions of a partition.
        case global
        /// In the domains where people sign in.
        case signIn
    }

    package init(
        _ signingName: String, host: String? = nil, dualStack: String? = nil, hosts: Hosts = .usual, variable: String, wire: Wire,
        policyName: String? = nil
    ) {
        self.signingName = signingName
        self.policyName = policyName ?? signingName
        hostPrefix = host ?? signingName
        dualStackPrefix = dualStack ?? hostPrefix
        self.hosts = hosts
        self.variable = variable
        self.wire = wire
    }
}
