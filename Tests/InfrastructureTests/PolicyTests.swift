import JSON
import Testing

@testable import Infrastructure

@Suite struct `A role of the template` {
    /// Every statement of every policy of ours, with the logical id of its role: files of the user are the user's.
    static func statements(_ sample: Sample) throws -> [(role: String, statement: JSONValue)] {
        try (sample.template().json["Resources"]?.object ?? [:]).flatMap { id, resource in
            (resource["Properties"]?["Policies"]?.array ?? []).filter { $0["PolicyName"]?.string?.hasSuffix(".json") != true }.flatMap {
                policy in
                (policy["PolicyDocument"]?["Statement"]?.array ?? []).map { (id, $0) }
            }
        }
    }

    @Test(arguments: Sample.all) func `may do named actions with named things alone`(sample: Sample) throws {
        let statements = try Self.statements(sample)
        #expect(!statements.isEmpty)
        for (role, statement) in statements {
            let actions = statement["Action"]?.strings ?? []
            #expect(!actions.isEmpty && !actions.contains { $0.contains("*") }, "\(role): \(statement.text())")
            let resources = statement["Resource"]?.array ?? []
            #expect(!resources.isEmpty, "\(role): \(statement.text())")
            // What knows no resources stays in the region.
            let isKept = statement["Condition"]?["StringEquals"]?["aws:RequestedRegion"] == ["Ref": "AWS::Region"]
            #expect(!resources.contains("*") || resources == ["*"] && isKept, "\(role): \(statement.text())")
        }
    }

    /// - Source: AWS Service Authorization Reference: these, and the descriptions and lists of a release, know no resources.
    @Test(arguments: Sample.all) func `may do with anything only what knows no things`(sample: Sample) throws {
        let without: Set = [
            "ecr:GetAuthorizationToken", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel", "sts:GetCallerIdentity",
        ]
        for (role, statement) in try Self.statements(sample) where statement["Resource"] == ["*"] {
            let others = (statement["Action"]?.strings ?? []).filter { action in
                !without.contains(action) && !["Describe", "List"].contains { action.contains(":\($0)") }
            }
            #expect(others == [], "\(role)")
        }
    }

    @Test(arguments: Sample.all) func `belongs to tasks of the account or to one branch`(sample: Sample) throws {
        for (id, resource) in try sample.template().json["Resources"]?.object ?? [:] {
            guard resource["Type"] == "AWS::IAM::Role" else { continue }
            let trust = try #require(resource["Properties"]?["AssumeRolePolicyDocument"]?["Statement"]?.array)
            for statement in trust {
                let condition = try #require(statement["Condition"], "\(id)")
                // ECS says for whom it moves traffic where it can.
                let isOfECS = statement["Principal"] == ["Service": "ecs.amazonaws.com"]
                if isOfECS { #expect(condition["StringEqualsIfExists"]?["aws:SourceAccount"] == ["Ref": "AWS::AccountId"], "\(id)") }
                let subject = condition["StringEquals"]?["token.actions.githubusercontent.com:sub"]?.string
                #expect(
                    isOfECS || condition["StringEquals"]?["aws:SourceAccount"] == ["Ref": "AWS::AccountId"]
                        || subject?.hasPrefix("repo:organisation/llm-chat:ref:refs/heads/") == true, "\(id)")
            }
        }
    }

    @Test func `that releases hands on the roles of its tasks, and those that the file names`() throws {
        let passing = try Self.statements(.everything).filter { $0.statement["Action"] == ["iam:PassRole"] }
        #expect(passing.map(\.role) == ["DeployRole"])
        #expect(
            passing.first?.statement["Resource"] == [
                ["Fn::GetAtt": ["ChatWebTaskRole", "Arn"]], ["Fn::GetAtt": ["ExecutionRole", "Arn"]],
                ["Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/starter"],
                ["Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/worker"],
            ])
        #expect(passing.first?.statement["Condition"] == ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]])
    }

    @Test func `that releases may hand to ECS what moves the traffic`() throws {
        let passing = try Self.statements(.blueGreen).filter {
            $0.statement["Condition"]?["StringEquals"]?["iam:PassedToService"] == "ecs.amazonaws.com"
        }
        #expect(passing.map(\.statement["Action"]) == [["iam:PassRole"]])
        #expect(passing.first?.statement["Resource"] == [["Fn::GetAtt": ["TrafficRole", "Arn"]]])
    }

    /// IAM counts all policies of a role together, without white space.
    /// - Source: IAM User Guide, "IAM and AWS STS quotas": 10,240 characters of inline policies for a role.
    @Test(.enabled(if: TemplateJudge.isThere, "needs moto in .venv"), arguments: Sample.all)
    func `has no more to say than IAM takes`(sample: Sample) throws {
        let sizes = try TemplateJudge.policySizes(sample.template().text(.json))
        #expect(!sizes.isEmpty)
        #expect(sizes.values.allSatisfy { $0 <= 10_240 }, "\(sizes)")
    }

    @Test func `that would have more to say is refused before anything is made`() throws {
        let secrets = (1...130).map { "K\($0): \"secret:llm-chat/a-secret-number-\($0)\"" }.joined(separator: ", ")
        let text = "version: 1\nproject: p\nservices: {a: {image: 'x:1', secrets: {\(secrets)}}}\n"
        let error = #expect(throws: PolicyError.self) { try Sample(name: "", text: text).template() }
        #expect(error?.summary.hasPrefix("the policies of 'ExecutionRole' have 1") == true)
        #expect(error?.hint == "it grows with services, images and secrets: make two projects of it")
        #expect(error?.exitCode == .usage)
    }

    /// Eight services of one project name nobody else's.
    @Test func `names no service of another cluster that it has none in`() throws {
        let text = Sample.dozen.text.replacing("service-number-2: {image", with: "service-number-2: {cluster: other, image")
        let resources = try Self.statements(Sample(name: "", text: text)).filter { $0.role == "DeployRole" }.flatMap {
            ($0.statement["Resource"]?.array ?? []).compactMap { $0["Fn::Sub"]?.string }
        }.filter { $0.contains(":service/") }
        #expect(
            Set(resources) == [
                "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/llm-chat/*",
                "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/other/service-number-2",
            ])
    }

    @Test func `may pull images that the project does not build from Amazon ECR, wherever they are`() throws {
        let text = """
            version: 1
            project: p
            registry: ghcr.io/organisation
            images: {a: {base: scratch}}
            services:
              s:
                containers:
                  a: {image: a, port: 80}
                  b: {image: "999999999999.dkr.ecr.us-east-2.amazonaws.com/team/agent:1.2"}
                  c: {image: "999999999999.dkr.ecr.us-east-2.amazonaws.com/team/other@sha256:\(String(repeating: "a", count: 64))"}
                  d: {image: "public.ecr.aws/datadog/agent:7"}
            """
        let statement = try Self.statements(Sample(name: "", text: text)).first {
            $0.role == "ExecutionRole" && $0.statement["Action"]?.strings.contains("ecr:BatchGetImage") == true
        }
        #expect(
            statement?.statement["Resource"]?.strings == [
                "arn:aws:ecr:us-east-2:999999999999:repository/team/agent", "arn:aws:ecr:us-east-2:999999999999:repository/team/other",
            ])
    }
}
