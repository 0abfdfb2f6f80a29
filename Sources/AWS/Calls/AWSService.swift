/// A service of AWS: how it is named in each of the places that name it.
/// - Source: the `metadata` of its API model.
package struct AWSService: Hashable, Sendable {
    /// In signatures, and in the actions of policies: `ecr`.
    package let signingName: String
    /// The first part of its hosts: `api.ecr`.
    package let hostPrefix: String
    /// The same for hosts with IPv6.
    package let dualStackPrefix: String
    /// Whether the usual hosts of GovCloud are the FIPS ones too.
    package let isFIPSInGovCloud: Bool
    /// The ending of the variable `AWS_ENDPOINT_URL_...`, and in lower case the key of a profile's services: `ECR`.
    package let variable: String
    package let wire: Wire

    package enum Wire: Hashable, Sendable {
        /// JSON 1.1 (or 1.0): `X-Amz-Target: <prefix>.<action>`.
        case json(targetPrefix: String, version: String)
        /// A form that is answered in XML.
        case query(version: String)
        /// Paths and methods of its own.
        case rest
    }

    package init(
        _ signingName: String, host: String? = nil, dualStack: String? = nil, isFIPSInGovCloud: Bool = false, variable: String, wire: Wire
    ) {
        self.signingName = signingName
        hostPrefix = host ?? signingName
        dualStackPrefix = dualStack ?? hostPrefix
        self.isFIPSInGovCloud = isFIPSInGovCloud
        self.variable = variable
        self.wire = wire
    }

    /// Security Token Service.
    package static let sts = AWSService("sts", isFIPSInGovCloud: true, variable: "STS", wire: .query(version: "2011-06-15"))
    /// Elastic Container Registry.
    package static let ecr = AWSService(
        "ecr", host: "api.ecr", dualStack: "ecr", variable: "ECR",
        wire: .json(targetPrefix: "AmazonEC2ContainerRegistry_V20150921", version: "1.1"))
    /// Elastic Container Service.
    package static let ecs = AWSService(
        "ecs", variable: "ECS", wire: .json(targetPrefix: "AmazonEC2ContainerServiceV20141113", version: "1.1"))
    /// The portal of IAM Identity Center: credentials for a person who has signed in.
    static let sso = AWSService("awsssoportal", host: "portal.sso", isFIPSInGovCloud: true, variable: "SSO", wire: .rest)
}
