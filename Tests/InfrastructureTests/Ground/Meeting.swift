import AWS
import Configuration
import Release

@testable import Infrastructure

/// A project, and what AWS answers about the ground of its stack: recorded shapes, with names made plain.
struct Meeting: Sendable, CustomStringConvertible {
    let name: String
    let sample: Sample
    var answers: [String: CannedAWS.Answer]

    var description: String { name }

    static let all = [
        Meeting("no-default-vpc", .oneTask, ["DescribeVpcs": "<A><vpcSet/></A>"]),
        Meeting("no-such-vpc", .chat("", infra: "{vpc: {id: vpc-9}}"), ["DescribeVpcs": "<A><vpcSet/></A>"]),
        Meeting(
            "private-default-vpc", .oneTask, tables: [Self.table("rtb-1", main: true, routes: [("0.0.0.0/0", "natGatewayId", "nat-1")])]),
        Meeting(
            "subnets-without-a-route", named("subnet-a", "subnet-b", "subnet-c"),
            tables: [
                Self.table("rtb-1", main: true, routes: []),
                Self.table("rtb-2", ["subnet-b"], routes: [("0.0.0.0/0", "natGatewayId", "nat-1")]),
                Self.table("rtb-3", ["subnet-c"], routes: [("0.0.0.0/0", "gatewayId", "igw-1")], state: "blackhole"),
                Self.open("rtb-4", ["subnet-d"]),
            ]),
        Meeting("subnets-of-another-vpc", named("subnet-a", "subnet-z", "subnet-y"), ["DescribeSubnets 2": .init(200, Self.strangers)]),
        Meeting("subnets-of-one-zone", named("subnet-a", "subnet-e"), [:]),
        Meeting("full-subnets", named("subnet-a", "subnet-f"), [:]),
        Meeting(
            "certificate-elsewhere", .listening(on: "arn:aws:acm:us-east-1:123456789012:certificate/1"), [:]),
        Meeting("certificate-of-another-account", .listening(on: "arn:aws:acm:eu-west-1:999999999999:certificate/1"), [:]),
        Meeting("certificate-of-another-partition", .listening(on: "arn:aws-cn:acm:cn-north-1:123456789012:certificate/1"), [:]),
        Meeting("not-a-certificate", .listening(on: "arn:aws:s3:::bucket"), [:]),
        Meeting(
            "certificate-not-issued", .certified,
            ["DescribeCertificate": #"{"Certificate": {"DomainName": "chat.example", "Status": "PENDING_VALIDATION"}}"#]),
        Meeting(
            "names-taken", .chat("", infra: "{github: {repository: organisation/llm-chat}}"),
            [
                "DescribeRepositories": #"{"repositories": [{"repositoryName": "r", "repositoryArn": "arn:r"}]}"#,
                "ListTagsForResource 2":
                    #"{"tags": [{"Key": "aws:cloudformation:stack-name", "Value": "old"}, {"Key": "imgship:project", "Value": "llm-chat"}]}"#,
                "DescribeClusters": .init(200, Self.cluster),
                "DescribeStacks": "<A><DescribeStacksResult><Stacks/></DescribeStacksResult></A>",
                "DescribeLogGroups": #"{"logGroups": [{"logGroupName": "/imgship/llm-chat/backend", "arn": "arn:l:*"}]}"#,
                "ListNamespaces": #"{"Namespaces": [{"Id": "ns-1", "Name": "llm-chat", "Type": "HTTP", "Arn": "arn:n"}]}"#,
                "GetOpenIDConnectProvider": .init(200, Self.provider(for: "sts.amazonaws.com")),
            ]),
        Meeting(
            "quota", .chat("", infra: "{vpc: own}"),
            [
                "GetServiceQuota": #"{"Quota": {"QuotaCode": "L-F678F1CE", "Value": 1.0}}"#,
                "DescribeVpcs": "<A><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></A>",
            ]),
        Meeting(
            "not-permitted", .certified,
            [
                "DescribeCertificate": .denied("acm:DescribeCertificate"), "GetServiceQuota": .denied("servicequotas:GetServiceQuota"),
                "DescribeLogGroups": .denied("logs:DescribeLogGroups"),
            ]),
        Meeting(
            "new-account", .chat("", infra: "{github: {repository: organisation/llm-chat}}"),
            ["GetRole": .init(404, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>")]),
        Meeting(
            "github-not-there", .everything,
            ["GetOpenIDConnectProvider": .init(404, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>")]),
        Meeting(
            "github-for-others", .chat("", infra: "{github: {repository: organisation/llm-chat}}"),
            ["GetOpenIDConnectProvider": .init(200, Self.provider(for: "sigstore"))]),
        Meeting("nothing-in-the-way", .oneTask, [:]),
        Meeting(
            "private-subnets", halves("subnet-b, subnet-c"),
            tables: [
                Self.table("rtb-1", main: true, routes: []), Self.open("rtb-2", ["subnet-a", "subnet-d"]),
                Self.table("rtb-3", ["subnet-b"], routes: [("0.0.0.0/0", "natGatewayId", "nat-1")]),
            ]),
        Meeting("private-subnets-that-are-none", halves("subnet-b, subnet-y"), [:]),
        Meeting("borrowed-load-balancer", .borrowed, borrowed()),
        Meeting("borrowed-load-balancer-elsewhere", .borrowed, borrowed(vpc: "vpc-2")),
        Meeting("borrowed-load-balancer-of-nobody", .borrowed, borrowed(balancers: "")),
        Meeting("borrowed-load-balancer-without-groups", .borrowed, borrowed(groups: "")),
        Meeting("borrowed-load-balancer-gone", .borrowed, ["DescribeTargetGroups": .init(400, missingGroup)]),
        Meeting(
            "borrowed-load-balancer-not-permitted", .borrowed,
            ["DescribeTargetGroups": .denied("elasticloadbalancing:DescribeTargetGroups")]),
    ]

    private init(_ name: String, _ sample: Sample, tables: [String]) {
        self.init(name, sample, ["DescribeRouteTables": .init(200, "<A><routeTableSet>\(tables.joined())</routeTableSet></A>")])
    }

    private init(_ name: String, _ sample: Sample, _ changes: [String: CannedAWS.Answer]) {
        self.name = name
        self.sample = sample
        let usual: [String: CannedAWS.Answer] = [
            "DescribeVpcs": "<A><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault></item></vpcSet></A>",
            "DescribeSubnets": .init(200, Self.subnets),
            "DescribeRouteTables": .init(200, "<A><routeTableSet>\(Self.open("rtb-1", []))</routeTableSet></A>"),
            "GetServiceQuota": .init(400, #"{"__type": "NoSuchResourceException", "message": "none"}"#),
            "DescribeCertificate": #"{"Certificate": {"Status": "ISSUED"}}"#,
            "GetOpenIDConnectProvider": .init(404, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"),
        ]
        answers = usual.merging(changes) { $1 }
    }

    func inspect(stack: Stack? = nil, region: String = "eu-west-1", account: String = "123456789012") async throws -> GroundReport {
        let ground = StackGround(try CannedAWS(answers).client(region))
        return try await ground.inspect(sample.project(), sample.template(), stack: stack, account: account)
    }

    private static func named(_ subnets: String...) -> Sample {
        .chat("", infra: "{vpc: {id: vpc-1, subnets: [\(subnets.joined(separator: ", "))]}}")
    }

    private static func halves(_ tasks: String) -> Sample {
        .chat("", infra: "{vpc: {id: vpc-1, public: [subnet-a, subnet-d], private: [\(tasks)]}}")
    }

    private static let subnets: String = {
        let rows = [("a", "a", 4091), ("b", "b", 4091), ("c", "c", 4091), ("d", "d", 4091), ("e", "a", 4091), ("f", "b", 7)]
        let items = rows.map { name, zone, free in
            "<item><subnetId>subnet-\(name)</subnetId><vpcId>vpc-1</vpcId><availabilityZone>eu-west-1\(zone)</availabilityZone>"
                + "<availableIpAddressCount>\(free)</availableIpAddressCount></item>"
        }
        return "<A><subnetSet>\(items.joined())</subnetSet></A>"
    }()

    private static let missingGroup =
        "<ErrorResponse><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>none</Message></Error></ErrorResponse>"

    private static func borrowed(
        vpc: String = "vpc-1", balancers: String = "<member>arn:lb</member>", groups: String = "<member>sg-7</member><member>sg-8</member>"
    ) -> [String: CannedAWS.Answer] {
        let group =
            "<TargetGroupArn>\(Sample.targetGroup)</TargetGroupArn><TargetGroupName>web</TargetGroupName><VpcId>\(vpc)</VpcId>"
            + "<LoadBalancerArns>\(balancers)</LoadBalancerArns>"
        let balancer =
            "<LoadBalancerArn>arn:lb</LoadBalancerArn><LoadBalancerName>front</LoadBalancerName><SecurityGroups>\(groups)</SecurityGroups>"
        return [
            "DescribeTargetGroups":
                .init(
                    200,
                    "<A><DescribeTargetGroupsResult><TargetGroups><member>\(group)</member></TargetGroups></DescribeTargetGroupsResult></A>"
                ),
            "DescribeLoadBalancers":
                .init(
                    200,
                    "<A><DescribeLoadBalancersResult><LoadBalancers><member>\(balancer)</member></LoadBalancers></DescribeLoadBalancersResult></A>"
                ),
        ]
    }

    private static func provider(for audience: String) -> String {
        "<R><GetOpenIDConnectProviderResult><Url>token.actions.githubusercontent.com</Url><ClientIDList><member>\(audience)</member>"
            + "</ClientIDList></GetOpenIDConnectProviderResult></R>"
    }

    private static let strangers = "<A><subnetSet><item><subnetId>subnet-z</subnetId><vpcId>vpc-2</vpcId></item></subnetSet></A>"

    private static let cluster = """
        {"clusters": [{"clusterName": "llm-chat", "status": "ACTIVE", "tags": [{"key": "imgship:project", "value": "other"},
        {"key": "imgship:environment", "value": "staging"}]}]}
        """

    private static func open(_ id: String, _ subnets: [String]) -> String {
        table(id, main: subnets.isEmpty, subnets, routes: [("10.0.0.0/16", "gatewayId", "local"), ("0.0.0.0/0", "gatewayId", "igw-1")])
    }

    private static func table(
        _ id: String, main: Bool = false, _ subnets: [String] = [], routes: [(String, String, String)], state: String = "active"
    ) -> String {
        let associations = subnets.map { "<item><subnetId>\($0)</subnetId></item>" } + (main ? ["<item><main>true</main></item>"] : [])
        let routes = routes.map {
            "<item><destinationCidrBlock>\($0.0)</destinationCidrBlock><\($0.1)>\($0.2)</\($0.1)><state>\(state)</state></item>"
        }
        return "<item><routeTableId>\(id)</routeTableId><vpcId>vpc-1</vpcId><associationSet>\(associations.joined())</associationSet>"
            + "<routeSet>\(routes.joined())</routeSet></item>"
    }
}

extension Sample {
    static func listening(on certificate: String) -> Sample {
        Sample(
            name: "",
            text: certified.text.replacing(
                "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", with: certificate))
    }
}
