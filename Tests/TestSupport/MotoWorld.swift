import SystemPackage

/// moto's AWS with the gaps filled that stacks, services and rollouts fall into (`Tests/Fixtures/moto_world`); it ends with the test.
package final class MotoWorld: Sendable {
    package static let region = "eu-west-1"
    package let address: String
    private let server: MotoServer
    private let directory: TemporaryDirectory
    private let log: FilePath

    /// - Parameters:
    ///   - isNew: whether AWS's own services have no roles in the account yet.
    ///   - denied: calls that nobody may make, CloudFormation included, as `elbv2:CreateLoadBalancer`.
    package init(isNew: Bool = false, denying denied: [String] = []) throws {
        directory = try TemporaryDirectory()
        log = try directory.write("calls", "")
        try directory.write("calls.needed", "")
        server = try MotoServer(
            "moto_world", [Self.region, log.string] + (isNew ? ["new"] : []) + denied,
            environment: ["MOTO_IAM_LOAD_MANAGED_POLICIES": "true"])
        address = server.address
    }

    /// What leads a client of AWS here, and nowhere else.
    package var variables: [String: String] {
        [
            "AWS_ENDPOINT_URL": address, "AWS_REGION": Self.region, "AWS_DEFAULT_REGION": Self.region, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "s3cret-key", "AWS_EC2_METADATA_DISABLED": "true",
        ]
    }

    /// The calls so far in their order, as `ecs:CreateService`; without those that CloudFormation made itself.
    package var calls: [String] {
        get throws { String(decoding: try directory.read("calls"), as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    /// What the calls so far have taken, as policies name it: `elasticloadbalancing:DescribeRules`, or `iam:PassRole` with some calls of ECS.
    package var permissions: [String] {
        get throws { String(decoding: try directory.read("calls.needed"), as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    /// The calls so far that can change something: all but those that ask.
    package var changes: [String] {
        get throws {
            let asking = ["Describe", "Get", "List", "BatchGet", "Filter", "Simulate"]
            return try calls.filter { call in !asking.contains { call.split(separator: ":")[1].hasPrefix($0) } }
        }
    }

    /// From now on, new deployments of these services start no tasks, and go on; those of others do.
    package func hold(_ services: [String]) throws {
        try directory.write("calls.held", services.joined(separator: " "))
    }

    /// What lines of Python print that have `boto3` and a client of each service named.
    package func boto3(_ script: String, clients: [String] = []) throws -> String {
        let names = clients.map { "\($0.replacing("-", with: "_")) = boto3.client('\($0)')\n" }.joined()
        return try Program.output([PythonTools.moto ?? "", "-c", "import boto3, json\n" + names + script], environment: variables)
    }
}
