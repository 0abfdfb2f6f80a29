import AWS
import Foundation
import JSON
import Simulation
import TestSupport

/// The calls that are judged, and botocore, which judges them.
enum Judge {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let python = [root.appendingPathComponent(".venv/bin/python").path, "python3"].first { candidate in
        (try? Program.run([candidate, "-c", "import botocore"]).status) == 0
    }

    static func faults(of lines: [String]) throws -> [String] {
        let script = root.appendingPathComponent("Tests/Fixtures/botocore_judge.py").path
        let output = try Program.output([python ?? "", script], input: Array((lines.joined(separator: "\n") + "\n").utf8))
        return output.split(separator: "\n").map(String.init)
    }

    static func line(_ call: AWSCall, _ answer: AWSAnswer) -> String {
        var fields: JSONObject = [
            "service": .string(Services.model(call.service)), "action": .string(call.action), "status": JSONValue(answer.status),
            "text": .string(answer.text),
        ]
        if case .json(let parameters) = call.parameters { fields["parameters"] = .object(parameters) }
        return JSONValue.object(fields).text()
    }

    static func account() -> SimulatedAccount {
        let alarms: JSONValue = ["alarmNames": ["errors"], "enable": true, "rollback": true]
        var deployment = Stage.breaker
        deployment["alarms"] = alarms
        var account = Stage.account(balanced: true, checked: true, deployment: deployment)
        account.secrets = [SimulatedSecret("openai", value: "{\"key\":\"made-up\"}")]
        account.parameters = ["/demo/level": "info"]
        account.images = ["old", "new"].map {
            SimulatedImage("web", tags: [$0], digest: "sha256:" + String(repeating: $0 == "old" ? "a" : "b", count: 64))
        }
        return account
    }

    /// What a release looks at.
    static func reads(_ stage: Stage, _ deployment: String) async throws -> [AWSCall] {
        let tasks = try await stage.ecs("ListTasks", ["serviceName": "web"])["taskArns"]?.array ?? []
        let stopped = try await stage.ecs("ListTasks", ["serviceName": "web", "desiredStatus": "STOPPED"])["taskArns"]?.array ?? []
        let record = try await stage.deployment(deployment)
        let service = try await stage.service()
        let group = stage.account.targetGroupARN(stage.account.targetGroups[0])
        let balancer = stage.account.loadBalancerARN(stage.account.targetGroups[0])
        let listeners = try await stage.raw(
            AWSCall(Services.balancing, "DescribeListeners", .repeatable, form: ["LoadBalancerArn": balancer])
        ).text
        let listener = listeners.split(separator: "<ListenerArn>").last.map { String($0.prefix { $0 != "<" }) } ?? ""
        func ecs(_ action: String, _ input: JSONObject) -> AWSCall { AWSCall(.ecs, action, .repeatable, json: input) }
        func form(_ service: AWSService, _ action: String, _ input: [String: String] = [:]) -> AWSCall {
            AWSCall(service, action, .repeatable, form: input)
        }
        return [
            ecs("DescribeClusters", ["clusters": ["demo", "gone"]]), ecs("ListServices", ["cluster": "demo"]),
            ecs("DescribeServices", ["cluster": "demo", "services": ["web", "gone"], "include": ["TAGS"]]),
            ecs("DescribeTaskDefinition", ["taskDefinition": "web", "include": ["TAGS"]]), ecs("ListTaskDefinitions", ["sort": "DESC"]),
            ecs("DescribeTasks", ["cluster": "demo", "tasks": .array(tasks + stopped + ["gone"]), "include": ["TAGS"]]),
            ecs("ListServiceDeployments", ["cluster": "demo", "service": "web"]),
            ecs("DescribeServiceDeployments", ["serviceDeploymentArns": [.string(deployment), "gone"]]),
            ecs("DescribeServiceRevisions", ["serviceRevisionArns": [record["targetServiceRevision"]?["arn"] ?? "gone"]]),
            ecs("ListTagsForResource", ["resourceArn": service["serviceArn"] ?? .null]),
            AWSCall(Services.logs, "DescribeLogGroups", .repeatable, json: [:]),
            AWSCall(Services.logs, "DescribeLogStreams", .repeatable, json: ["logGroupName": "/demo/web"]),
            AWSCall(Services.logs, "FilterLogEvents", .repeatable, json: ["logGroupName": "/demo/web", "limit": 5]),
            form(Services.balancing, "DescribeTargetGroups", ["TargetGroupArns.member.1": group]),
            form(Services.balancing, "DescribeTargetHealth", ["TargetGroupArn": group]),
            form(Services.balancing, "DescribeListeners", ["LoadBalancerArn": balancer]), form(Services.balancing, "DescribeLoadBalancers"),
            form(Services.balancing, "DescribeRules", ["ListenerArn": listener]),
            form(Services.alarms, "DescribeAlarms", ["AlarmNames.member.1": "errors"]),
            form(Services.identity, "GetRole", ["RoleName": "ecsTaskRole"]), form(.sts, "GetCallerIdentity"),
            form(Services.network, "DescribeVpcs"),
            form(Services.network, "DescribeVpcEndpoints"), form(Services.network, "DescribeSubnets"),
            form(Services.network, "DescribeSecurityGroups"),
            form(Services.network, "DescribeRouteTables"), form(Services.network, "DescribeNetworkInterfaces"),
            AWSCall(Services.secrets, "DescribeSecret", .repeatable, json: ["SecretId": "openai"]),
            AWSCall(Services.secrets, "GetSecretValue", .repeatable, json: ["SecretId": "openai"]),
            AWSCall(Services.secrets, "ListSecrets", .repeatable, json: [:]),
            AWSCall(Services.parameters, "GetParameters", .repeatable, json: ["Names": ["/demo/level", "/gone"]]),
            AWSCall(.ecr, "DescribeRepositories", .repeatable, json: [:]),
            AWSCall(.ecr, "DescribeImages", .repeatable, json: ["repositoryName": "web", "imageIds": [["imageTag": "new"]]]),
            AWSCall(
                .ecr, "BatchGetImage", .repeatable,
                json: ["repositoryName": "web", "imageIds": [["imageTag": "new"], ["imageTag": "gone"]]]),
        ]
    }

    /// Each call that changes something, once.
    static func changes(_ stage: Stage, _ deployment: String) -> [AWSCall] {
        let target: JSONObject = [
            "ServiceNamespace": "ecs", "ResourceId": "service/demo/web", "ScalableDimension": "ecs:service:DesiredCount",
        ]
        let tracking: JSONValue = [
            "TargetValue": 75, "PredefinedMetricSpecification": ["PredefinedMetricType": "ECSServiceAverageCPUUtilization"],
        ]
        func ecs(_ action: String, _ input: JSONObject) -> AWSCall { AWSCall(.ecs, action, .onlyIfRefused, json: input) }
        func scaling(_ action: String, _ input: JSONObject) -> AWSCall {
            AWSCall(Services.scaling, action, .repeatable, json: target.merging(input) { $1 })
        }
        return [
            ecs("CreateCluster", ["clusterName": "other"]), ecs("RegisterTaskDefinition", Stage.definition("other")),
            ecs("RunTask", Stage.settings(stage.account).merging(["taskDefinition": "other", "cluster": "demo"]) { $1 }),
            ecs("UpdateService", ["cluster": "demo", "service": "web", "forceNewDeployment": true]),
            ecs("StopServiceDeployment", ["serviceDeploymentArn": .string(deployment)]),
            ecs(
                "TagResource",
                ["resourceArn": .string(stage.account.arn("ecs", "service/demo/web")), "tags": [["key": "a", "value": "b"]]]),
            ecs("UntagResource", ["resourceArn": .string(stage.account.arn("ecs", "service/demo/web")), "tagKeys": ["a"]]),
            scaling("RegisterScalableTarget", ["MinCapacity": 1, "MaxCapacity": 4]),
            scaling(
                "PutScalingPolicy",
                ["PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": tracking]),
            AWSCall(Services.scaling, "DescribeScalableTargets", .repeatable, json: ["ServiceNamespace": "ecs"]),
            AWSCall(Services.scaling, "DescribeScalingPolicies", .repeatable, json: ["ServiceNamespace": "ecs"]),
            scaling("DeleteScalingPolicy", ["PolicyName": "cpu"]), scaling("DeregisterScalableTarget", [:]),
            AWSCall(Services.logs, "CreateLogGroup", .repeatable, json: ["logGroupName": "/new"]),
            AWSCall(Services.logs, "PutRetentionPolicy", .repeatable, json: ["logGroupName": "/new", "retentionInDays": 30]),
            ecs("DeregisterTaskDefinition", ["taskDefinition": "other:1"]),
            ecs("DeleteTaskDefinitions", ["taskDefinitions": ["other:1", "web:1"]]),
            ecs("DeleteService", ["cluster": "demo", "service": "web", "force": true]),
        ]
    }

    /// Calls that are refused.
    static func mistakes(_ stage: Stage) -> [AWSCall] {
        func ecs(_ action: String, _ input: JSONObject) -> AWSCall { AWSCall(.ecs, action, .repeatable, json: input) }
        let create = Stage.settings(stage.account).merging([
            "serviceName": "web", "cluster": "demo", "taskDefinition": "web", "desiredCount": 1,
        ]) { $1 }
        let odd: JSONObject = [
            "ServiceNamespace": "ecs", "ResourceId": "service/demo/gone", "ScalableDimension": "ecs:service:DesiredCount",
        ]
        return [
            ecs("DescribeServices", ["cluster": "gone", "services": ["web"]]),
            ecs("DescribeServices", ["cluster": "demo", "services": []]),
            ecs("CreateService", create), ecs("UpdateService", ["cluster": "demo", "service": "gone"]),
            ecs("UpdateService", ["cluster": "demo", "service": "web"]), ecs("DeleteService", ["cluster": "demo", "service": "gone"]),
            ecs("RegisterTaskDefinition", Stage.definition("bad name")), ecs("DescribeTaskDefinition", ["taskDefinition": "gone"]),
            ecs("DeregisterTaskDefinition", ["taskDefinition": "gone:1"]), ecs("DeleteTaskDefinitions", ["taskDefinitions": []]),
            ecs("RunTask", ["cluster": "demo", "taskDefinition": "other:1"]), ecs("StopTask", ["cluster": "demo", "task": "gone"]),
            ecs("ListTasks", ["cluster": "demo", "serviceName": "gone"]), ecs("DescribeTasks", ["cluster": "demo", "tasks": []]),
            ecs("ListServiceDeployments", ["cluster": "demo", "service": "gone"]),
            ecs("DescribeServiceDeployments", ["serviceDeploymentArns": []]),
            ecs("StopServiceDeployment", ["serviceDeploymentArn": "gone"]),
            ecs("ContinueServiceDeployment", ["serviceDeploymentArn": "gone", "hookId": "h"]),
            ecs("DescribeServiceRevisions", ["serviceRevisionArns": []]),
            ecs("TagResource", ["resourceArn": "gone", "tags": []]), ecs("ListTagsForResource", ["resourceArn": "gone"]),
            AWSCall(Services.logs, "CreateLogGroup", .repeatable, json: ["logGroupName": "/new"]),
            AWSCall(Services.logs, "GetLogEvents", .repeatable, json: ["logGroupName": "/new", "logStreamName": "gone"]),
            AWSCall(Services.logs, "FilterLogEvents", .repeatable, json: ["logGroupName": "/gone"]),
            AWSCall(Services.balancing, "DescribeTargetGroups", .repeatable, form: ["Names.member.1": "gone"]),
            AWSCall(Services.balancing, "DescribeTargetHealth", .repeatable, form: ["TargetGroupArn": "gone"]),
            AWSCall(Services.balancing, "DescribeListeners", .repeatable, form: ["LoadBalancerArn": "gone"]),
            AWSCall(Services.balancing, "DescribeLoadBalancers", .repeatable, form: ["Names.member.1": "gone"]),
            AWSCall(Services.identity, "GetRole", .repeatable, form: ["RoleName": "gone"]),
            AWSCall(Services.network, "DescribeSubnets", .repeatable, form: ["SubnetId.1": "gone"]),
            AWSCall(Services.scaling, "RegisterScalableTarget", .repeatable, json: odd),
            AWSCall(Services.scaling, "PutScalingPolicy", .repeatable, json: odd.merging(["PolicyName": "p"]) { $1 }),
            AWSCall(Services.secrets, "DescribeSecret", .repeatable, json: ["SecretId": "gone"]),
            AWSCall(.ecr, "DescribeImages", .repeatable, json: ["repositoryName": "gone"]),
            AWSCall(.ecr, "DescribeImages", .repeatable, json: ["repositoryName": "web", "imageIds": [["imageTag": "gone"]]]),
        ]
    }
}
