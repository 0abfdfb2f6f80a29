import AWS
import Foundation
import JSON
import OCI
import TestSupport
import Testing

@testable import Release

@Suite struct `What AWS answers to the checks` {
    private func checks(_ change: (inout ComposedService) -> Void = { _ in }) throws -> OnlineChecks {
        var service = try Flagship.composed(["frontend"])[0]
        change(&service)
        return OnlineChecks(service)
    }

    @Test func `a cluster must be active, with the providers and a namespace`() throws {
        let checks = try checks { $0.service?.fields["capacityProviderStrategy"] = [["capacityProvider": "FARGATE_SPOT", "weight": 1]] }
        #expect(checks.cluster(["status": "ACTIVE", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]]).isEmpty)
        #expect(checks.cluster(["status": "ACTIVE", "capacityProviders": ["FARGATE"]]).map(\.rule) == ["cluster"])
        #expect(checks.cluster(["status": "INACTIVE"]).count == 1)
        #expect(checks.cluster(["status": "DEPROVISIONING"]).count == 1)
        #expect(checks.cluster(nil).count == 1)
        let plain = try self.checks { $0.service?.fields["serviceConnectConfiguration"] = ["enabled": true] }
        #expect(plain.cluster(["status": "ACTIVE"]).count == 1)
        #expect(plain.cluster(["status": "ACTIVE", "serviceConnectDefaults": ["namespace": "arn:x"]]).isEmpty)
    }

    @Test func `tasks on instances must find one that is there, of their kind and large enough`() throws {
        let instance = { (architecture: String, cpu: Int, left: Int, provider: String?) in
            let room = { (cpu: Int) -> JSONValue in
                [["name": "CPU", "integerValue": JSONValue(cpu)], ["name": "MEMORY", "integerValue": JSONValue(cpu * 4)]]
            }
            return ECSContainerInstance(
                .object(
                    JSONValue.fields([
                        "agentConnected": true, "registeredResources": room(cpu), "remainingResources": room(left),
                        "attributes": [
                            ["name": "ecs.cpu-architecture", "value": .string(architecture)],
                            ["name": .string(provider == "bridged" ? "ecs.os-type" : "ecs.capability.task-eni")],
                        ],
                        "capacityProviderName": provider.map { .string($0) },
                    ])))
        }
        let alone = try checks { $0.service?.fields["launchType"] = "EC2" }
        #expect(alone.asksForInstances)
        #expect(try !checks().asksForInstances)
        #expect(alone.instances([instance("x86_64", 2048, 512, nil)]) == [])
        let words = { (checks: OnlineChecks, instances: [ECSContainerInstance]) in
            checks.instances(instances).map { "\($0.severity): \($0.what)" }
        }
        #expect(words(alone, []) == ["error: no instance of the cluster 'llm-chat' is registered and connected"])
        #expect(words(alone, [instance("arm64", 2048, 2048, nil)]) == ["error: no instance of the cluster 'llm-chat' is x86_64"])
        #expect(
            words(alone, [instance("x86_64", 256, 256, nil)]) == [
                "error: its task needs cpu 512 and memory 2048, and no instance of the cluster 'llm-chat' has so much"
            ])
        #expect(
            words(alone, [instance("x86_64", 2048, 256, nil)]) == [
                "warning: no instance of the cluster 'llm-chat' has room for cpu 512 and memory 2048 now"
            ])
        #expect(
            words(alone, [instance("x86_64", 2048, 2048, "bridged")]) == [
                "error: no instance of the cluster 'llm-chat' can give a task an address of its own"
            ])
        // A provider may start what is missing.
        let provided = try checks {
            $0.service?.fields["launchType"] = .null
            $0.service?.fields["capacityProviderStrategy"] = [["capacityProvider": "own", "weight": 1]]
        }
        #expect(words(provided, [instance("x86_64", 2048, 2048, "other")]) == ["warning: no instance of 'own' is registered and connected"])
        #expect(provided.instances([instance("x86_64", 2048, 2048, "own")]) == [])
    }

    @Test func `tasks on instances need no way of their own to the registry`() throws {
        let subnets = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"].map { SubnetFacts(id: $0, vpc: "v", zone: "z" + $0, route: .internet) }
        let checks = try checks { $0.service?.fields["launchType"] = "EC2" }
        #expect(checks.subnets(subnets).map(\.severity) == [.warning])
    }

    @Test(arguments: [
        (#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#, true),
        (
            #"{"Statement":{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]},"Action":["sts:AssumeRole"]}}"#,
            true
        ),
        (#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}"#, true),
        (
            #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*"],"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{}}}]}"#,
            true
        ),
        (#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#, false),
        (#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:TagSession"}]}"#, false),
        (
            #"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"},{"Effect":"Deny","Principal":"*","Action":"sts:*"}]}"#,
            false
        ),
        ("[]", false), ("{}", false), (#"{"Statement":["x"]}"#, false),
    ])
    func `a role must trust the tasks`(_ policy: String, _ isTrusted: Bool) throws {
        let trust = try JSONValue(parsing: Array(policy.utf8), name: "policy")
        #expect(try checks().role("r", trust: trust).isEmpty == isTrusted)
        #expect(try checks().role("r", trust: nil).count == 1)
    }

    @Test func `a secret must have the key, whose value nobody sees`() throws {
        let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf"
        let checks = try checks()
        #expect(checks.secret("K", arn, container: "frontend", exists: true, keys: nil).isEmpty)
        #expect(checks.secret("K", arn + ":key::", container: "frontend", exists: true, keys: ["key"]).isEmpty)
        #expect(checks.secret("K", arn + ":key::", container: "frontend", exists: true, keys: nil).isEmpty)
        let missing = checks.secret("K", arn + ":key::", container: "frontend", exists: true, keys: ["b", "a"])
        #expect(missing.map(\.why) == ["it has a, b"])
        #expect(checks.secret("K", arn + ":key::", container: "frontend", exists: true, keys: []).count == 1)
        #expect(checks.secret("K", arn, container: "frontend", exists: false, keys: nil).count == 1)
        #expect(checks.secret("K", arn, container: "frontend", exists: true, isDeleted: true, keys: nil).count == 1)
    }

    /// - Source: ECS registers each task with its container's port: that of the group is never used.
    @Test func `a target group may be made for any port`() throws {
        let group = TargetGroupFacts(name: "web", targetType: "ip", port: 80, vpc: "vpc-1", loadBalancers: ["arn:lb"])
        #expect(try checks().targetGroup(Flagship.targetGroup, group).isEmpty)
    }

    @Test func `a target group must take addresses and be listened for`() throws {
        var group = TargetGroupFacts(name: "web", targetType: "ip", port: 7860, vpc: "vpc-1", loadBalancers: ["arn:lb"])
        #expect(try checks().targetGroup(Flagship.targetGroup, group).isEmpty)
        group.targetType = "instance"
        group.loadBalancers = []
        #expect(try checks().targetGroup(Flagship.targetGroup, group).map(\.severity) == [.error, .error])
        #expect(try checks().targetGroup(Flagship.targetGroup, nil).count == 1)
    }

    /// - Source: ECS Developer Guide, "Application Load Balancer resources for blue/green, linear, and canary deployments".
    @Test func `a rule must send to both target groups, which can take each other's place`() throws {
        var service = try Flagship.composed(["frontend"])[0]
        service.moveTraffic("BLUE_GREEN")
        let checks = OnlineChecks(service)
        let balancer = try #require(service.effective.shiftedBalancers.first), arn = try #require(balancer.listenerRule)
        let own = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/1"
        var group = TargetGroupFacts(name: "web", targetType: "ip", port: 7860, vpc: "vpc-1", loadBalancers: [own])
        let groups = [balancer.targetGroup: group]
        var rule = ListenerRuleFacts(arn: arn, actions: ["forward"], targetGroups: [balancer.targetGroup])
        #expect(checks.rule(arn, rule, of: balancer, groups) == [])
        #expect(checks.rule(arn, nil, of: balancer, groups).count == 1)
        rule.targetGroups.append("arn:stranger")
        rule.actions = ["authenticate-oidc", "forward"]
        #expect(checks.rule(arn, rule, of: balancer, groups).count == 2)
        rule.isDefault = true
        #expect(checks.rule(arn, rule, of: balancer, groups).count == 1)
        let stranger = arn.replacingOccurrences(of: "app/a", with: "app/b")
        let elsewhere = ListenerRuleFacts(arn: stranger, actions: ["forward"], targetGroups: balancer.targetGroups)
        #expect(checks.rule(stranger, elsewhere, of: balancer, groups).count == 1)
        #expect(checks.targetGroups(group, group) == [])
        let other = group
        group.vpc = "vpc-2"
        group.targetType = "instance"
        #expect(checks.targetGroups(group, other).count == 2)
        #expect(checks.role("traffic", trust: ["Statement": []], taker: RoleTrust.ecs).count == 1)
    }

    @Test func `rolling updates come back only where users are at the target group that they use`() throws {
        var before = try Flagship.composed(["frontend"])[0]
        before.moveTraffic("BLUE_GREEN")
        var service = try Flagship.composed(["frontend"])[0]
        service.running = Flagship.running(before)
        #expect(OnlineQuestions(before).leftBalancers.isEmpty)
        service.service?.fields["deploymentConfiguration"] = ["strategy": "ROLLING"]
        let left = try #require(OnlineQuestions(service).leftBalancers.first)
        let other = try #require(left.alternateTargetGroup)
        #expect(OnlineChecks(service).leaving(left, serving: [Flagship.targetGroup]).isEmpty)
        #expect(OnlineChecks(service).leaving(left, serving: [other]).map(\.rule) == ["shift-left"])
    }

    @Test func `subnets must be of one VPC and reach the registry`() throws {
        let ids = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
        let subnets = { (route: SubnetFacts.Route, vpcs: [String], endpoints: Bool) in
            zip(ids, vpcs).map { SubnetFacts(id: $0, vpc: $1, zone: "z" + $0, route: route, hasRegistryEndpoints: endpoints) }
        }
        let (open, closed) = (
            try checks(),
            try checks {
                $0.service?.fields["networkConfiguration"] = [
                    "awsvpcConfiguration": ["subnets": JSONValue(ids), "assignPublicIp": "DISABLED"]
                ]
            }
        )
        let one = ["vpc-1", "vpc-1"]
        #expect(open.subnets(subnets(.internet, one, false)).isEmpty)
        #expect(closed.subnets(subnets(.internet, one, false)).count == 2)
        #expect(closed.subnets(subnets(.translated, one, false)).isEmpty)
        #expect(closed.subnets(subnets(.none, one, true)).isEmpty)
        #expect(open.subnets(subnets(.none, one, false)).count == 2)
        #expect(open.subnets(subnets(.internet, ["vpc-1", "vpc-2"], false)).count == 1)
        #expect(open.subnets([]).count == 2)
    }

    @Test func `the image's platform must be there`() throws {
        #expect(try checks().image("frontend", platforms: nil).count == 1)
        #expect(try checks().image("frontend", platforms: [.linuxARM64]).count == 1)
        #expect(try checks().image("frontend", platforms: [.linuxARM64, .linuxAMD64]).isEmpty)
    }

    @Test func `reads well`() throws {
        let ids = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
        let closed = try checks { $0.service?.fields["networkConfiguration"] = ["awsvpcConfiguration": ["subnets": JSONValue(ids)]] }
        let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf:key::"
        let group = TargetGroupFacts(name: "web", targetType: "instance", port: 80, vpc: nil, loadBalancers: [])
        let findings =
            closed.cluster(nil) + closed.role("llm-chat-execution", trust: ["Statement": []])
            + closed.secret("OPENAI_API_KEY", arn, container: "frontend", exists: true, keys: ["token"])
            + closed.targetGroup(Flagship.targetGroup, group)
            + closed.subnets([
                SubnetFacts(id: ids[0], vpc: "vpc-1", zone: "a", route: .internet),
                SubnetFacts(id: ids[1], vpc: "vpc-2", zone: "b", route: .none),
            ]) + closed.image("frontend", platforms: [.linuxARM64])
        try expectGolden(findings.map(\.text).joined(separator: "\n") + "\n", "online-findings.txt")
    }
}
