import AWS
import JSON
import TestSupport
import Testing

/// The services that answer XML.
@Suite(.enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"), .serialized)
struct `Networks, roles and stacks as moto plays them` {
    private let account: MotoAccount
    private let client: AWSClient

    init() async throws {
        account = try await MotoAccount()
        client = account.client()
    }

    private func form(_ service: AWSService, _ action: String, _ form: [String: String]) async throws -> XMLElement? {
        try await client.xml(AWSCall(service, action, .onlyIfRefused, form: form)).child("\(action)Result")
    }

    @Test func `the default network`() async throws {
        let ec2 = EC2Client(client)
        let vpc = try #require(try await ec2.describeVPCs(EC2Filter(["is-default": ["true"]])).first)
        let ours = EC2Filter(["vpc-id": [try #require(vpc.id)]])
        let subnets = try await ec2.describeSubnets(ours)
        #expect(subnets.count == 6)
        #expect(subnets.allSatisfy { $0.isDefault && $0.givesPublicAddresses && $0.vpc == vpc.id })
        let group = try #require(try await ec2.describeSecurityGroups(ours).first)
        #expect(group.outbound.first?.blocks == ["0.0.0.0/0"])
        #expect(group.outbound.first?.covers(tcp: 443) == true)
        let table = try #require(try await ec2.describeRouteTables(ours).first)
        #expect(table.isMain)
        #expect(try await ec2.describeVPCEndpoints(ours).isEmpty)
        let wrong = await #expect(throws: AWSError.self) { try await ec2.describeSubnets(EC2Filter(ids: ["subnet-00000000"])) }
        #expect(wrong?.isNotFound == true)
        try account.expectBotocoreAgrees([
            "DescribeVpcs": [
                "Vpcs.0.VpcId": vpc.id,
                "Vpcs.0.IsDefault": vpc.isDefault,
            ],
            "DescribeSubnets": [
                "Subnets.0.SubnetId": subnets.first?.id,
                "Subnets.0.AvailabilityZone": subnets.first?.zone,
                "Subnets.0.CidrBlock": subnets.first?.block,
                "Subnets.0.AvailableIpAddressCount": subnets.first?.availableAddresses,
            ],
            "DescribeSecurityGroups": [
                "SecurityGroups.0.GroupId": group.id,
                "SecurityGroups.0.IpPermissionsEgress.0.IpProtocol": group.outbound.first?.protocol,
            ],
            "DescribeRouteTables": [
                "RouteTables.0.RouteTableId": table.id,
                "RouteTables.0.Routes.0.GatewayId": table.routes.first?.gateway,
            ],
        ])
    }

    @Test func `a load balancer and its target group`() async throws {
        let subnets = try await EC2Client(client).describeSubnets(EC2Filter()).compactMap(\.id)
        let balancer = try await form(
            .elbv2, "CreateLoadBalancer", ["Name": "app", "Subnets.member.1": subnets[0], "Subnets.member.2": subnets[1]])
        let vpc = try #require(try await EC2Client(client).describeVPCs().first?.id)
        let made = try await form(
            .elbv2, "CreateTargetGroup", ["Name": "t", "Protocol": "HTTP", "Port": "7860", "VpcId": vpc, "TargetType": "ip"])
        let balancerARN = try #require(balancer?.items(of: "LoadBalancers").first?.text(at: "LoadBalancerArn"))
        let groupARN = try #require(made?.items(of: "TargetGroups").first?.text(at: "TargetGroupArn"))
        _ = try await form(
            .elbv2, "CreateListener",
            [
                "LoadBalancerArn": balancerARN, "Port": "7860", "Protocol": "HTTP", "DefaultActions.member.1.Type": "forward",
                "DefaultActions.member.1.TargetGroupArn": groupARN,
            ])
        let balancing = LoadBalancingClient(client)
        #expect(try await balancing.describeTargetGroup(named: "nobody") == nil)
        let group = try #require(try await balancing.describeTargetGroups([groupARN])?.first)
        #expect(group.targetType == "ip")
        #expect(group.loadBalancerARNs == [balancerARN])
        #expect(try await balancing.describeTargetHealth(of: groupARN).isEmpty)
        let found = try #require(try await balancing.describeLoadBalancer(named: "app"))
        #expect(Set(found.subnets) == Set(subnets.prefix(2)))
        let listener = try #require(try await balancing.describeListeners(of: balancerARN).first)
        #expect(listener.defaultActions.first?.targetGroupARNs == [groupARN])
        let rules = try await balancing.describeRules(of: try #require(listener.arn))
        #expect(rules.map(\.isDefault) == [true])
        try account.expectBotocoreAgrees([
            "DescribeTargetGroups": [
                "TargetGroups.0.Port": group.port,
                "TargetGroups.0.VpcId": group.vpc,
                "TargetGroups.0.Matcher.HttpCode": group.matcher,
                "TargetGroups.0.HealthCheckIntervalSeconds": group.healthCheckInterval,
            ],
            "DescribeLoadBalancers": [
                "LoadBalancers.0.DNSName": found.host,
                "LoadBalancers.0.State.Code": found.state,
            ],
            "DescribeListeners": [
                "Listeners.0.Port": listener.port,
                "Listeners.0.Protocol": listener.protocol,
            ],
            "DescribeRules": [
                "Rules.0.Priority": rules.first?.priority
            ],
        ])
    }

    @Test func `a role and who may take it`() async throws {
        let iam = IAMClient(client)
        #expect(try await iam.getRole("backend-task") == nil)
        let trust =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["ecs-tasks.amazonaws.com"]}}]}"#
        _ = try await form(.iam, "CreateRole", ["RoleName": "backend-task", "Path": "/app/", "AssumeRolePolicyDocument": trust])
        let role = try #require(try await iam.getRole("backend-task"))
        #expect(role.trusts(service: "ecs-tasks.amazonaws.com"))
        #expect(!role.trusts(service: "ec2.amazonaws.com"))
        #expect(try await TokenService(client).callerIdentity().arn == "arn:aws:iam::123456789012:user/deployer")
        try account.expectBotocoreAgrees([
            "GetRole": [
                "Role.Arn": role.arn,
                "Role.Path": role.path,
            ]
        ])
    }

    @Test func `alarms`() async throws {
        _ = try await form(
            .cloudWatch, "PutMetricAlarm",
            [
                "AlarmName": "5xx", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": "1", "MetricName": "m",
                "Namespace": "n",
                "Period": "60", "Statistic": "Sum", "Threshold": "1",
            ])
        let alarms = try await CloudWatchClient(client).describeAlarms(["5xx", "none"])
        #expect(alarms.map(\.name) == ["5xx"])
        try account.expectBotocoreAgrees([
            "DescribeAlarms": [
                "MetricAlarms.0.AlarmArn": alarms.first?.arn,
                "MetricAlarms.0.StateValue": alarms.first?.state,
            ]
        ])
    }

    @Test func `a stack from its change set to its end`() async throws {
        let stacks = CloudFormationClient(client)
        #expect(try await stacks.describeStack("app") == nil)
        let template =
            #"{"Resources":{"Cluster":{"Type":"AWS::ECS::Cluster","Properties":{"ClusterName":"main"}}},"Outputs":{"Name":{"Value":{"Ref":"Cluster"}}}}"#
        var request = ChangeSetRequest(stack: "app", name: "c-1", .create, template: template, token: RequestToken())
        request.tags = ["project": "chat"]
        let arn = try await stacks.createChangeSet(request)
        let set = try #require(try await stacks.describeChangeSet(arn))
        #expect(set.changes.map(\.action) == ["Add"])
        #expect(set.changes.map(\.logicalID) == ["Cluster"])
        try await stacks.executeChangeSet(arn, token: RequestToken())
        let stack = try #require(try await stacks.describeStack("app"))
        #expect(stack.status == "CREATE_COMPLETE")
        #expect(stack.tags == ["project": "chat"])
        #expect(try await stacks.getTemplate(of: "app") == template)
        // Moto forgets the outputs of a stack that a change set has made.
        _ = try await form(.cloudFormation, "CreateStack", ["StackName": "direct", "TemplateBody": template])
        #expect(try await stacks.describeStack("direct")?.outputs == ["Name": "main"])
        _ = try await stacks.describeStack("app")
        let resources = try await stacks.listStackResources("app")
        #expect(resources.map(\.physicalID) == ["main"])
        let events = try await stacks.describeStackEvents("app")
        let last = try #require(events.first)
        #expect(try await stacks.describeStackEvents("app", after: last.id).isEmpty)
        try account.expectBotocoreAgrees([
            "DescribeChangeSet": [
                "Status": set.status,
                "ExecutionStatus": set.executionStatus,
                "Changes.0.ResourceChange.ResourceType": set.changes.first?.type,
            ],
            "DescribeStacks": [
                "Stacks.0.StackId": stack.id,
                "Stacks.0.CreationTime": stack.createdAt,
            ],
            "ListStackResources": [
                "StackResourceSummaries.0.ResourceType": resources.first?.type
            ],
            "DescribeStackEvents": [
                "StackEvents.0.ResourceStatus": last.status,
                "StackEvents.0.EventId": last.id,
                "StackEvents.0.Timestamp": last.time,
            ],
        ])
        try await stacks.deleteStack("app", token: RequestToken())
        #expect(try await stacks.describeStack("app") == nil)
        try await stacks.deleteChangeSet(arn)
    }
}
