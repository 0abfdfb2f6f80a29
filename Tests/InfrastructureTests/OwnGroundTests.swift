import AWS
import Configuration
import JSON
import Release
import Testing

@testable import Infrastructure

@Suite struct `Ground of the user's own` {
    private static func resources(_ sample: Sample) throws -> JSONValue? { try sample.template().json["Resources"] }

    @Test func `is instances beside Fargate, under names that releases use`() throws {
        let resources = try Self.resources(.onInstances)
        #expect(
            resources?["Cluster"]?["Properties"]?["CapacityProviders"] == [
                "FARGATE", "FARGATE_SPOT", ["Ref": "ArmCapacityProvider"], ["Ref": "Ec2CapacityProvider"],
            ])
        let destination = Destination(project: "llm-chat", region: try Region("eu-west-1"), account: "123456789012")
        let group = try #require(try Sample.onInstances.project().infra.capacity["ec2"]?.group)
        let provider = resources?["Ec2CapacityProvider"]?["Properties"]
        #expect(provider?["Name"]?.string == destination.capacityProvider("ec2", of: group))
        #expect(provider?["AutoScalingGroupProvider"]?["ManagedScaling"]?["TargetCapacity"] == 90)
        #expect(provider?["AutoScalingGroupProvider"]?["ManagedTerminationProtection"] == "ENABLED")
        let other = resources?["ArmCapacityProvider"]?["Properties"]
        #expect(other?["Name"] == "imgship-llm-chat-arm-team-arm-1")
        #expect(other?["AutoScalingGroupProvider"]?["ManagedScaling"] == ["Status": "DISABLED"])
    }

    @Test func `keeps tasks on instances away from strangers, who could not reach them`() throws {
        let text = Sample.withoutBalancer.text + "\ninfra: {capacity: {ec2: {auto-scaling-group: g}}}\n"
        let moved = text.replacing("cpu: 256, memory: 512, port: 7860", with: "launch-type: ec2, memory: 512, port: 7860")
        #expect(try Self.resources(Sample(name: "", text: moved))?["FrontendUserSecurityGroup"] == nil)
        let open = try Self.resources(Sample(name: "", text: text))?["FrontendUserSecurityGroup"]?["Properties"]
        #expect(open?["SecurityGroupIngress"]?.array?.count == 1)
    }

    @Test func `is keys for images, logs and secrets`() throws {
        let resources = try Self.resources(.withKeys)
        #expect(
            resources?["BackendRepository"]?["Properties"]?["EncryptionConfiguration"] == [
                "EncryptionType": "KMS", "KmsKey": "alias/llm-chat",
            ])
        let key = "arn:aws:kms:eu-west-1:123456789012:key/"
        #expect(resources?["FrontendLogGroup"]?["Properties"]?["KmsKeyId"]?.string == key + "11111111-2222-3333-4444-555555555555")
        let statements = resources?["ExecutionRole"]?["Properties"]?["Policies"]?.array?.first?["PolicyDocument"]?["Statement"]?.array
        let statement = try #require(statements?.first { $0["Action"] == ["kms:Decrypt"] })
        #expect(statement["Resource"] == [.string(key + "66666666-7777-8888-9999-000000000000")])
        #expect(
            statement["Condition"] == [
                "StringEquals": [
                    "kms:ViaService": [
                        ["Fn::Sub": "secretsmanager.${AWS::Region}.${AWS::URLSuffix}"], ["Fn::Sub": "ssm.${AWS::Region}.${AWS::URLSuffix}"],
                    ]
                ]
            ])
    }

    @Test func `gives no key to a role that reads no secrets`() throws {
        let text = Sample.withKeys.text.replacing(#", secrets: {A: "secret:team/a", B: "ssm:/team/b"}"#, with: "")
        #expect(try Sample(name: "", text: text).template().text(.json).contains("kms:Decrypt") == false)
    }

    /// - Source: Elastic Load Balancing, "Target group attributes".
    @Test(arguments: [
        ("", ["stickiness.enabled": "false"]),
        (
            ", stickiness: 90s",
            ["stickiness.enabled": "true", "stickiness.type": "lb_cookie", "stickiness.lb_cookie.duration_seconds": "90"]
        ),
        (
            ", stickiness: {cookie: S, duration: 168h}",
            [
                "stickiness.enabled": "true", "stickiness.type": "app_cookie", "stickiness.app_cookie.duration_seconds": "604800",
                "stickiness.app_cookie.cookie_name": "S",
            ]
        ),
    ])
    func `is a load balancer that remembers its users, or does not`(words: String, expected: [String: String]) throws {
        let text = "version: 1\nproject: p\nservices: {a: {image: 'x:1', port: 80, load-balancer: {listen: 80\(words)}}}\n"
        let group = try Self.resources(Sample(name: "", text: text))?["ATargetGroup"]?["Properties"]
        let pairs = (group?["TargetGroupAttributes"]?.array ?? []).compactMap { pair in
            pair["Key"]?.string.flatMap { key in pair["Value"]?.string.map { (key, $0) } }
        }
        var attributes = Dictionary(uniqueKeysWithValues: pairs)
        #expect(attributes.removeValue(forKey: "deregistration_delay.timeout_seconds") == "60")
        #expect(attributes == expected)
    }

    @Test(arguments: [
        ("services: {a: {image: 'x:1', launch-type: ec2}}", "f:3:15: service 'a': it runs on instances, and the stack's cluster has none"),
        (
            "services: {a: {image: 'x:1', capacity: [{provider: big}]}}\ninfra: {capacity: {ec2: {auto-scaling-group: g}}}",
            "f:3:15: service 'a': the stack's cluster has no capacity provider 'big'"
        ),
        (
            "services: {a: {image: 'x:1', cluster: c}}\ninfra: {capacity: {ec2: {auto-scaling-group: g}}}",
            "error: 'infra: {capacity: ...}' gives instances to the stack's cluster, and the stack has none"
        ),
    ])
    func `is missed where tasks need instances`(body: String, report: String) throws {
        let project = try ProjectFile.load(text: "version: 1\nproject: p\n\(body)\n", file: "f")
        let error = #expect(throws: InfrastructureError.self) { try Infrastructure.template(of: project) { _ in [] } }
        #expect(error?.report.split(separator: "\n").first.map(String.init) == report)
    }
}
