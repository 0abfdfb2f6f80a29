import AWS
import Configuration
import JSON
import TestSupport
import Testing

@testable import Infrastructure

@Suite struct `Services that were made in the console` {
    private static let service = """
        {"services": [{"serviceName": "web", "status": "ACTIVE", "taskDefinition": "web:3", "desiredCount": 2, "launchType": "FARGATE",
        "healthCheckGracePeriodSeconds": 60, "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1", "subnet-2"],
        "securityGroups": ["sg-1"], "assignPublicIp": "ENABLED"}}, "loadBalancers": [{"targetGroupArn":
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1", "containerName": "web", "containerPort": 7860}]},
        {"serviceName": "worker", "status": "ACTIVE", "taskDefinition": "worker:1", "desiredCount": 0,
        "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]}]}
        """
    private static let web = """
        {"taskDefinition": {"family": "web", "cpu": "512", "memory": "1024", "executionRoleArn": "arn:aws:iam::123456789012:role/starter",
        "taskRoleArn": "arn:aws:iam::123456789012:role/web", "runtimePlatform": {"cpuArchitecture": "ARM64"}, "containerDefinitions": [
        {"name": "web", "image": "example.com/web:1", "portMappings": [{"containerPort": 7860}],
        "environment": [{"name": "TOKEN", "value": "hunter2"}], "secrets": [{"name": "KEY", "valueFrom": "/app/key"}],
        "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", "awslogs-stream-prefix": "ecs"}}}]}}
        """
    private static let worker = """
        {"taskDefinition": {"family": "worker", "cpu": "256", "memory": "512", "containerDefinitions": [
        {"name": "app", "image": "example.com/app:1"}, {"name": "log", "image": "example.com/log:1", "essential": false}]}}
        """

    private func setup(_ changes: [String: CannedAWS.Answer] = [:], of names: [String] = ["web", "worker"]) async throws -> ExistingSetup {
        let answers: [String: CannedAWS.Answer] = [
            "DescribeClusters": #"{"clusters": [{"clusterName": "demo", "status": "ACTIVE"}]}"#,
            "DescribeServices": .init(200, Self.service), "DescribeTaskDefinition": .init(200, Self.web),
            "DescribeTaskDefinition 2": .init(200, Self.worker),
            "DescribeSubnets": "<A><subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId></item></subnetSet></A>",
        ]
        return try await ExistingServices(CannedAWS(answers.merging(changes) { $1 }).client()).lines(of: names, in: "demo")
    }

    @Test func `are lines of the file that say what they use`() async throws {
        try expectGolden(try await setup().text, "existing-services.yaml")
    }

    @Test func `are read as they are written`() async throws {
        let text = "version: 1\nproject: p\n" + (try await setup().text)
        let project = try ProjectFile.load(text: text, file: "imgship.yaml")
        #expect(project.services["web"]?.loadBalancer?.targetGroup?.hasSuffix("targetgroup/web/1") == true)
        #expect(project.services["web"]?.network?.subnets == ["subnet-1", "subnet-2"])
        #expect(project.services["worker"]?.capacity.first?.provider == "FARGATE_SPOT")
        #expect(project.infra.repositories.areMade == false)
    }

    @Test func `keep the values of their variables to themselves`() async throws {
        let setup = try await setup()
        #expect(!setup.text.contains("hunter2") && !setup.json.text().contains("hunter2"))
        #expect(setup.variables == ["web": ["TOKEN"]])
    }

    @Test func `must be there`() async throws {
        let service = await #expect(throws: ImportError.self) { try await setup(of: ["web", "wbe"]) }
        #expect(service?.code == .noServices(["wbe"], cluster: "demo"))
        let cluster = await #expect(throws: ImportError.self) { try await setup(["DescribeClusters": "{}"]) }
        #expect(cluster?.code == .noCluster("demo", region: "eu-west-1"))
    }
}
