import AWS
import JSON
import TestSupport
import Testing

/// What moto 5.2.1 does not have, and is left out: service deployments and revisions (ListServiceDeployments, DescribeServiceDeployments,
/// StopServiceDeployment, ContinueServiceDeployment, DescribeServiceRevisions), and any rollout at all.
@Suite(.enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"), .serialized)
struct `ECS as moto plays it` {
    private let account: MotoAccount
    private let ecs: ECSClient

    init() async throws {
        account = try await MotoAccount()
        ecs = ECSClient(account.client())
    }

    private func network() async throws -> JSONValue {
        let ec2 = EC2Client(account.client())
        let subnet = try #require(try await ec2.describeSubnets(EC2Filter(["default-for-az": ["true"]])).first?.id)
        let group = try #require(try await ec2.describeSecurityGroups(EC2Filter()).first?.id)
        return ["awsvpcConfiguration": ["subnets": [.string(subnet)], "securityGroups": [.string(group)], "assignPublicIp": "ENABLED"]]
    }

    @Test func `takes cluster, task definition and service, and answers what botocore reads`() async throws {
        let cluster = try await ecs.createCluster(["clusterName": "main", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]])
        #expect(cluster.isActive)
        #expect(cluster.capacityProviders == ["FARGATE", "FARGATE_SPOT"])
        let definition = try await ecs.registerTaskDefinition(EveryCall.taskDefinition)
        #expect(definition.revision == 1)
        // Moto accepts a target group that it does not have.
        var request = EveryCall.service
        request["networkConfiguration"] = try await network()
        let created = try await ecs.createService(request)
        #expect(created.name == "backend")
        _ = try await ecs.registerTaskDefinition(try await ecs.describeTaskDefinition("backend").registration)
        let updated = try await ecs.updateService([
            "cluster": "main", "service": "backend", "taskDefinition": "backend:2", "desiredCount": 3,
        ])
        #expect(updated.desiredCount == 3)
        let found = try await ecs.describeServices(["backend", "nobody"], in: "main")
        let service = try #require(found.found.first)
        #expect(found.failures.map(\.isMissing) == [true])
        #expect(service.isActive)
        #expect(try await ecs.listServices(in: "main") == [service.arn])
        #expect(try await ecs.listTaskDefinitions(family: "backend").count == 2)
        let clusters = try await ecs.describeClusters(["main", "none"])
        #expect(clusters.failures.map(\.reason) == ["MISSING"])
        try account.expectBotocoreAgrees([
            "CreateCluster": [
                "cluster.clusterArn": cluster.arn
            ],
            "RegisterTaskDefinition": [
                "taskDefinition.family": definition.family
            ],
            "CreateService": [
                "service.taskDefinition": created.taskDefinition,
                "service.deployments.0.id": created.primary?.id,
                "service.loadBalancers.0.targetGroupArn": created.loadBalancers.first?.targetGroupARN,
                "service.loadBalancers.0.containerPort": created.loadBalancers.first?.containerPort,
            ],
            "DescribeServices": [
                "services.0.serviceArn": service.arn,
                "services.0.clusterArn": service.clusterARN,
                "services.0.desiredCount": service.desiredCount,
                "services.0.networkConfiguration.awsvpcConfiguration.subnets.0": service.subnets.first,
                "services.0.deployments.0.status": service.deployments.first?.status,
                "services.0.deployments.0.rolloutState": service.primary?.rolloutState,
                "services.0.deployments.0.createdAt": service.primary?.createdAt,
                "failures.0.arn": found.failures.first?.arn,
            ],
            "DescribeClusters": [
                "clusters.0.activeServicesCount": clusters.found.first?.activeServicesCount
            ],
        ])
    }

    @Test func `gives back a task definition whole, and takes it again`() async throws {
        _ = try await ecs.registerTaskDefinition(EveryCall.taskDefinition)
        let first = try await ecs.describeTaskDefinition("backend")
        let container = try #require(first.containers.first)
        #expect(container.logOptions["awslogs-stream-prefix"] == "backend")
        #expect(container.environment == ["LOG_LEVEL": "info"])
        #expect(container.secrets["KEY"]?.hasSuffix(":secret:a-AbCdEf") == true)
        #expect(first.cpuArchitecture == "ARM64")
        #expect(first.tags == ["commit": "1a2b"])
        #expect(first.registration["revision"] == nil)
        #expect(try await ecs.registerTaskDefinition(first.registration).revision == 2)
        let second = try await ecs.describeTaskDefinition("backend:2")
        #expect(second.registration == first.registration)
        try account.expectBotocoreAgrees([
            "DescribeTaskDefinition": [
                "taskDefinition.taskDefinitionArn": second.arn,
                "taskDefinition.revision": second.revision,
                "taskDefinition.status": second.status?.rawValue,
                "taskDefinition.cpu": second.cpu,
                "taskDefinition.memory": second.memory,
                "taskDefinition.executionRoleArn": second.executionRoleARN,
                "taskDefinition.containerDefinitions.0.image": second.containers.first?.image,
                "tags.0.value": second.tags["commit"],
            ]
        ])
        _ = try await ecs.deregisterTaskDefinition("backend:1")
        #expect(try await ecs.listTaskDefinitions(family: "backend", .inactive).count == 1)
        let deleted = try await ecs.deleteTaskDefinitions(["backend:1"])
        #expect(deleted.found.count + deleted.failures.count == 1)
        let arn = try #require(second.arn)
        try await ecs.tagResource(arn, ["branch": "main"])
        try await ecs.untagResource(arn, ["commit"])
        #expect(try await ecs.listTagsForResource(arn) == ["branch": "main"])
    }

    @Test func `runs and stops a task`() async throws {
        _ = try await ecs.createCluster(["clusterName": "main"])
        _ = try await ecs.registerTaskDefinition(EveryCall.taskDefinition)
        let run = try await ecs.runTask([
            "cluster": "main", "taskDefinition": "backend:1", "launchType": "FARGATE", "startedBy": "imgship",
            "networkConfiguration": try await network(),
            "overrides": ["containerOverrides": [["name": "backend", "command": ["migrate"]]]],
        ])
        let arn = try #require(run.found.first?.arn)
        #expect(run.failures.isEmpty)
        #expect(try await ecs.listTasks(in: "main", .startedBy("imgship", .running)) == [arn])
        let tasks = try await ecs.describeTasks([arn], in: "main")
        let task = try #require(tasks.found.first)
        let interface = try #require(task.networkInterface)
        let interfaces = try await EC2Client(account.client()).describeNetworkInterfaces(EC2Filter(ids: [interface]))
        #expect(interfaces.first?.privateAddress == task.privateIPv4Address)
        try account.expectBotocoreAgrees([
            "DescribeTasks": [
                "tasks.0.taskArn": task.arn,
                "tasks.0.lastStatus": task.lastStatus,
                "tasks.0.startedBy": task.startedBy,
                "tasks.0.taskDefinitionArn": task.taskDefinitionARN,
                "tasks.0.containers.0.name": task.containers.first?.name,
                "tasks.0.containers.0.exitCode": task.containers.first?.exitCode,
            ],
            "DescribeNetworkInterfaces": [
                "NetworkInterfaces.0.NetworkInterfaceId": interfaces.first?.id,
                "NetworkInterfaces.0.SubnetId": interfaces.first?.subnet,
            ],
        ])
        let stopped = try await ecs.stopTask(arn, in: "main", reason: "interrupted")
        #expect(stopped.desiredStatus == "STOPPED")
        #expect(stopped.stoppedReason == "interrupted")
    }

    @Test func `says what is not there`() async throws {
        let unknown = await #expect(throws: AWSError.self) { try await ecs.describeTaskDefinition("nothing") }
        #expect(unknown?.isNotFound == true)
        #expect(unknown?.hint == "there is no such task definition: check its name, region and account")
        let cluster = await #expect(throws: AWSError.self) { try await ecs.updateService(["cluster": "none", "service": "backend"]) }
        #expect(cluster?.summary == "AWS refused 'ecs:UpdateService' for 'backend'")
        #expect(cluster?.isNotFound == true)
        #expect(cluster?.hint == "check the cluster's name, the region and the account: clusters are found in one region alone")
    }
}
