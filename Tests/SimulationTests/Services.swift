import AWS

/// The services besides ECS, named as their models name them.
enum Services {
    static let logs = AWSService("logs", variable: "CLOUDWATCH_LOGS", wire: .json(targetPrefix: "Logs_20140328", version: "1.1"))
    static let balancing = AWSService(
        "elasticloadbalancing", variable: "ELASTIC_LOAD_BALANCING_V2", wire: .query(version: "2015-12-01"))
    static let scaling = AWSService(
        "application-autoscaling", variable: "APPLICATION_AUTO_SCALING",
        wire: .json(targetPrefix: "AnyScaleFrontendService", version: "1.1"))
    static let secrets = AWSService(
        "secretsmanager", variable: "SECRETS_MANAGER", wire: .json(targetPrefix: "secretsmanager", version: "1.1"))
    static let parameters = AWSService("ssm", variable: "SSM", wire: .json(targetPrefix: "AmazonSSM", version: "1.1"))
    static let identity = AWSService("iam", variable: "IAM", wire: .query(version: "2010-05-08"))
    static let network = AWSService("ec2", variable: "EC2", wire: .query(version: "2016-11-15"))
    static let alarms = AWSService("monitoring", variable: "CLOUDWATCH", wire: .query(version: "2010-08-01"))

    /// botocore's names for those that it names otherwise.
    static func model(_ service: AWSService) -> String {
        ["elasticloadbalancing": "elbv2", "monitoring": "cloudwatch"][service.signingName] ?? service.signingName
    }
}
