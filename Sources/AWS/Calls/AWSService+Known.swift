/// The services that are called.
/// - Source: the `metadata` of their API models, and their endpoint rules; tests compare both with botocore.
extension AWSService {
    /// AWS Certificate Manager.
    package static let acm = AWSService(
        "acm", hosts: .plainInGovCloud, variable: "ACM", wire: .json(targetPrefix: "CertificateManager", version: "1.1"))
    /// Application Auto Scaling: how many tasks a service has.
    package static let applicationAutoScaling = AWSService(
        "application-autoscaling", hosts: .plainInGovCloud, variable: "APPLICATION_AUTO_SCALING",
        wire: .json(targetPrefix: "AnyScaleFrontendService", version: "1.1"))
    package static let cloudFormation = AWSService(
        "cloudformation", hosts: .plainInGovCloud, variable: "CLOUDFORMATION", wire: .query(version: "2010-05-15"))
    /// CloudWatch: alarms. Its older dialect, which it goes on to speak.
    package static let cloudWatch = AWSService(
        "monitoring", hosts: .alwaysPlainInGovCloud, variable: "CLOUDWATCH", wire: .query(version: "2010-08-01"),
        policyName: "cloudwatch")
    package static let cloudWatchLogs = AWSService(
        "logs", hosts: .plainInGovCloud, variable: "CLOUDWATCH_LOGS", wire: .json(targetPrefix: "Logs_20140328", version: "1.1"))
    package static let ec2 = AWSService("ec2", hosts: .plainInGovCloud, variable: "EC2", wire: .query(version: "2016-11-15"))
    /// Elastic Container Registry.
    package static let ecr = AWSService(
        "ecr", host: "api.ecr", dualStack: "ecr", variable: "ECR",
        wire: .json(targetPrefix: "AmazonEC2ContainerRegistry_V20150921", version: "1.1"))
    /// Elastic Container Service.
    package static let ecs = AWSService(
        "ecs", variable: "ECS", wire: .json(targetPrefix: "AmazonEC2ContainerServiceV20141113", version: "1.1"))
    /// Elastic Load Balancing, version 2: application and network load balancers.
    package static let elbv2 = AWSService(
        "elasticloadbalancing", hosts: .plainInGovCloud, variable: "ELASTIC_LOAD_BALANCING_V2", wire: .query(version: "2015-12-01"))
    /// Identity and Access Management.
    package static let iam = AWSService("iam", hosts: .global, variable: "IAM", wire: .query(version: "2010-05-08"))
    package static let secretsManager = AWSService(
        "secretsmanager", hosts: .withoutDualStack, variable: "SECRETS_MANAGER", wire: .json(targetPrefix: "secretsmanager", version: "1.1")
    )
    /// AWS Cloud Map: the namespaces in which services find each other.
    package static let serviceDiscovery = AWSService(
        "servicediscovery", variable: "SERVICEDISCOVERY", wire: .json(targetPrefix: "Route53AutoNaming_v20170314", version: "1.1"))
    package static let serviceQuotas = AWSService(
        "servicequotas", hosts: .plainInGovCloud, variable: "SERVICE_QUOTAS",
        wire: .json(targetPrefix: "ServiceQuotasV20190624", version: "1.1"))
    /// Systems Manager: parameters.
    package static let ssm = AWSService(
        "ssm", hosts: .plainInGovCloud, variable: "SSM", wire: .json(targetPrefix: "AmazonSSM", version: "1.1"))
    /// Security Token Service.
    package static let sts = AWSService("sts", hosts: .plainInGovCloud, variable: "STS", wire: .query(version: "2011-06-15"))
    /// The portal of IAM Identity Center: credentials for a person who has signed in.
    package static let sso = AWSService("awsssoportal", host: "portal.sso", hosts: .plainInGovCloud, variable: "SSO", wire: .rest)
    /// The service that renews the sign-ins of IAM Identity Center.
    package static let ssoOIDC = AWSService("sso-oauth", host: "oidc", hosts: .plainInGovCloud, variable: "SSO_OIDC", wire: .rest)
    /// Where people sign in to the console and with `aws login`.
    package static let signIn = AWSService("signin", hosts: .signIn, variable: "SIGNIN", wire: .rest)
}
