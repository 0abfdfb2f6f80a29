import AWS
import Diagnostics
import HTTP
import JSON
import TestSupport
import Testing

/// What moto 5.2.1 does not have, and is left out: SimulatePrincipalPolicy, drift of stacks.
@Suite(.enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"), .serialized)
struct `The services around ECS as moto plays them` {
    private let account: MotoAccount
    private let client: AWSClient

    init() async throws {
        account = try await MotoAccount()
        client = account.client()
    }

    @Test func `logs are made, written by somebody, and read`() async throws {
        let logs = LogsClient(client)
        try await logs.createLogGroup("/app", tags: ["project": "chat"])
        try await logs.putRetentionPolicy("/app", days: 30)
        let twice = await #expect(throws: AWSError.self) { try await logs.createLogGroup("/app") }
        #expect(twice?.serviceCode == "ResourceAlreadyExists")
        #expect(try await logs.lastEvents(5, of: "app/app/1", in: "/app").isEmpty)
        let names: JSONObject = ["logGroupName": "/app", "logStreamName": "app/app/1"]
        _ = try await client.json(AWSCall(.cloudWatchLogs, "CreateLogStream", .onlyIfRefused, json: names))
        let now = RetryPolicy.nowInMilliseconds
        let lines: [JSONValue] = (0..<9).map { ["timestamp": .integer(now + $0), "message": .string("line \($0)")] }
        let put = names.merging(["logEvents": .array(lines)]) { $1 }
        _ = try await client.json(AWSCall(.cloudWatchLogs, "PutLogEvents", .onlyIfRefused, json: put))
        #expect(try await logs.lastEvents(3, of: "app/app/1", in: "/app").map(\.message) == ["line 6", "line 7", "line 8"])
        let page = try await logs.getLogEvents("app/app/1", of: "/app", .oldestFirst)
        #expect(page.events.map(\.milliseconds) == (0..<9).map { now + $0 })
        let again = try await logs.getLogEvents("app/app/1", of: "/app", from: page.forward, .oldestFirst)
        #expect(again.events.isEmpty)
        #expect(again.forward == page.forward)
        var filter = LogFilter(group: "/app")
        filter.start = now + 4
        let some = try await logs.filterLogEvents(filter)
        #expect(some.map(\.message) == (4..<9).map { "line \($0)" })
        let groups = try await logs.describeLogGroups(prefix: "/app")
        try account.expectBotocoreAgrees([
            "DescribeLogGroups": [
                "logGroups.0.logGroupName": groups.first?.name,
                "logGroups.0.retentionInDays": groups.first?.retentionInDays,
            ],
            "FilterLogEvents": [
                "events.0.logStreamName": some.first?.stream,
                "events.0.eventId": some.first?.id,
            ],
            "GetLogEvents": [
                "nextForwardToken": again.forward
            ],
        ])
    }

    @Test func `secrets and parameters`() async throws {
        let secrets = SecretsClient(client)
        #expect(try await secrets.describeSecret("app/key") == nil)
        let details = SecretDetails(description: "the key", tags: ["project": "chat"])
        let arn = try await secrets.createSecret("app/key", Secret(#"{"KEY":"hunter2"}"#), details, token: RequestToken())
        #expect(try await secrets.getSecretValue(arn)?.exposed == #"{"KEY":"hunter2"}"#)
        #expect(try await secrets.putSecretValue(arn, Secret("new"), token: RequestToken()) != nil)
        let described = try #require(try await secrets.describeSecret("app/key"))
        #expect(described.tags == ["project": "chat"])
        #expect(described.stages.values.contains(["AWSCURRENT"]))
        #expect(try await secrets.listSecrets(prefix: "app/").map(\.name) == ["app/key"])
        #expect(try await secrets.listSecrets(prefix: "other/").isEmpty)
        let parameter: JSONObject = ["Name": "/app/mode", "Value": "x", "Type": "String"]
        _ = try await client.json(AWSCall(.ssm, "PutParameter", .onlyIfRefused, json: parameter))
        let parameters = try await SSMClient(client).getParameters(["/app/mode", "/app/none"])
        #expect(parameters.missing == ["/app/none"])
        try account.expectBotocoreAgrees([
            "DescribeSecret": [
                "ARN": described.arn,
                "Description": described.description,
                "LastChangedDate": described.lastChangedAt,
            ],
            "GetParameters": [
                "Parameters.0.ARN": parameters.found.first?.arn,
                "Parameters.0.Type": parameters.found.first?.type,
            ],
        ])
    }

    @Test func `scaling of a service`() async throws {
        let ecs = ECSClient(client)
        _ = try await ecs.createCluster(["clusterName": "main"])
        _ = try await ecs.registerTaskDefinition(EveryCall.taskDefinition)
        _ = try await ecs.createService(["cluster": "main", "serviceName": "backend", "taskDefinition": "backend:1", "desiredCount": 1])
        let scaling = AutoScalingClient(client), service = ScalableService(cluster: "main", service: "backend")
        #expect(try await scaling.describeScalableTargets([service]).isEmpty)
        try await scaling.registerScalableTarget(service, minimum: 1, maximum: 4)
        try await scaling.putScalingPolicy(
            "cpu", of: service, TargetTracking(.cpu, target: 75.5, scaleInCooldown: 300, scaleOutCooldown: 60))
        try await scaling.putScheduledAction(
            "morning", of: service, ScalingSchedule("cron(0 8 * * ? *)", timeZone: "UTC", minimum: 2, maximum: 8))
        let target = try #require(try await scaling.describeScalableTargets([service]).first)
        let policy = try #require(try await scaling.describeScalingPolicies(of: service).first)
        let action = try #require(try await scaling.describeScheduledActions(of: service).first)
        #expect(action.schedule == ScalingSchedule("cron(0 8 * * ? *)", timeZone: "UTC", minimum: 2, maximum: 8))
        #expect(policy.targetValue == 75.5)
        try account.expectBotocoreAgrees([
            "DescribeScalableTargets": [
                "ScalableTargets.0.ResourceId": target.resourceID,
                "ScalableTargets.0.MinCapacity": target.minimum,
                "ScalableTargets.0.MaxCapacity": target.maximum,
            ],
            "DescribeScalingPolicies": [
                "ScalingPolicies.0.PolicyName": policy.name,
                "ScalingPolicies.0.Alarms.0.AlarmName": policy.alarms.first,
                "ScalingPolicies.0.TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown": policy.scaleOutCooldown,
            ],
            "DescribeScheduledActions": [
                "ScheduledActions.0.ScheduledActionName": action.name
            ],
        ])
        try await scaling.deleteScheduledAction("morning", of: service)
        try await scaling.deleteScalingPolicy("cpu", of: service)
        try await scaling.deregisterScalableTarget(service)
        #expect(try await scaling.describeScalableTargets([service]).isEmpty)
    }

    @Test func `repositories and their images`() async throws {
        let ecr = ECRClient(client)
        #expect(try await ecr.describeRepository("app/backend") == nil)
        let registry = try #require(ECRRegistry(host: "123456789012.dkr.ecr.\(client.region).amazonaws.com"))
        var new = NewECRRepository("app/backend", in: registry)
        new.hasImmutableTags = true
        #expect(try await ecr.create(new))
        #expect(try await ecr.create(new) == false, "it is there already")
        let manifest = #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{},"layers":[]}"#
        let put: JSONObject = ["repositoryName": "app/backend", "imageManifest": .string(manifest), "imageTag": "v1"]
        _ = try await client.json(AWSCall(.ecr, "PutImage", .onlyIfRefused, json: put))
        let images = try await ecr.describeImages([.tag("v1")], in: "app/backend")
        let manifests = try await ecr.batchGetImage(
            [.tag("v1")], in: "app/backend", mediaTypes: ["application/vnd.oci.image.manifest.v1+json"])
        #expect(manifests.first?.manifest == manifest)
        let missing = await #expect(throws: AWSError.self) { try await ecr.describeImages([.tag("v2")], in: "app/backend") }
        #expect(missing?.isNotFound == true)
        let repository = try #require(try await ecr.describeRepository("app/backend"))
        #expect(try await ecr.describeRepositories().map(\.name) == ["app/backend"])
        try account.expectBotocoreAgrees([
            "DescribeRepositories": [
                "repositories.0.repositoryUri": repository.address,
                "repositories.0.imageTagMutability": repository.tagMutability,
                "repositories.0.createdAt": repository.createdAt,
            ],
            "DescribeImages": [
                "imageDetails.0.imageDigest": images.first?.digest,
                "imageDetails.0.imageTags.0": images.first?.tags.first,
            ],
            "BatchGetImage": [
                "images.0.imageId.imageTag": manifests.first?.tag
            ],
        ])
    }
}

extension RetryPolicy {
    /// Moto takes log events of the last two weeks alone.
    static var nowInMilliseconds: Int64 { RetryClock.system.secondsSince1970() * 1000 }
}
