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
    @Test(arguments: Sample.all) func `has no more to say than IAM takes`(sample: Sample) throws {
        let sizes = Dictionary(grouping: try Self.statements(sample), by: \.role).mapValues {
            $0.reduce(0) { $0 + $1.statement.text().count }
        }
        #expect(sizes.values.allSatisfy { $0 < 10_240 })
    }
}
