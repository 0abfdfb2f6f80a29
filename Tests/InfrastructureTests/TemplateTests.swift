import Configuration
import Diagnostics
import JSON
import TestSupport
import Testing

@testable import Infrastructure
@testable import Release

@Suite struct `The template of a project` {
    @Test(arguments: Sample.reviewed) func `is the one that was reviewed`(sample: Sample) throws {
        try expectGolden(try sample.template().text(.json), "\(sample.name).json")
    }

    @Test(.enabled(if: TemplateJudge.isThere, "needs cfn-lint in .venv"), arguments: Sample.all)
    func `has nothing that cfn-lint minds`(sample: Sample) throws {
        #expect(try TemplateJudge.complaints(sample.template().text(.json)) == [])
    }

    @Test(.enabled(if: TemplateJudge.isThere, "needs PyYAML in .venv"), arguments: Sample.all)
    func `is the same in YAML`(sample: Sample) throws {
        let template = try sample.template()
        #expect(try TemplateJudge.read(yaml: template.text(.yaml)) == template.json)
    }

    @Test(arguments: Sample.all) func `fits into a call`(sample: Sample) throws {
        // As it is sent.
        #expect(try sample.template().json.text().utf8.count < StackTemplate.sizeLimit)
    }

    @Test func `is the same whatever the order of the file`() throws {
        let head = "version: 1\nproject: p\nimages: {a: {base: scratch}, b: {base: scratch}}\nservices:\n"
        let a = "  a: {image: a, port: 80, env: {X: 'http://b:81'}}\n"
        let b = "  b: {image: b, port: 81}\n"
        let texts = try [a + b, b + a].map { try Sample(name: "order", text: head + $0).template().text(.yaml) }
        #expect(texts[0] == texts[1])
    }

    @Test func `tells a release all that it asks for`() throws {
        let outputs = try Sample.chat().template().json["Outputs"]?.object ?? [:]
        var facts = ReleaseFacts()
        // What the values are, only AWS knows: their names stand for them.
        let values = Dictionary(uniqueKeysWithValues: outputs.keys.map { ($0, $0 == "AssignPublicIp" ? "true" : "value-of-\($0)") })
        StackFacts(outputs: values, services: ["backend", "frontend"]).fill(&facts)
        #expect(facts.executionRole == "value-of-ExecutionRoleArn")
        #expect(facts.namespace == "value-of-NamespaceArn")
        #expect(
            facts.network == TaskNetwork(subnets: ["value-of-Subnets"], securityGroups: ["value-of-SecurityGroups"], publicIP: true))
        #expect(facts.taskRoles == ["backend": "value-of-BackendTaskRoleArn", "frontend": "value-of-FrontendTaskRoleArn"])
        #expect(facts.targetGroups == ["frontend": "value-of-FrontendTargetGroupArn"])
    }

    @Test func `tells a release by what the traffic moves`() throws {
        let outputs = try Sample.blueGreen.template().json["Outputs"]?.object ?? [:]
        var facts = ReleaseFacts()
        StackFacts(outputs: outputs.reduce(into: [:]) { $0[$1.key] = "value-of-\($1.key)" }, services: ["backend", "frontend"])
            .fill(&facts)
        #expect(
            facts.shifting == [
                "frontend": ShiftingFacts(
                    alternateTargetGroup: "value-of-FrontendAlternateTargetGroupArn", listenerRule: "value-of-FrontendListenerRuleArn",
                    testListenerRule: "value-of-FrontendTestListenerRuleArn", role: "value-of-TrafficRoleArn")
            ])
    }

    /// - Source: ECS Developer Guide, "Application Load Balancer resources for blue/green, linear, and canary deployments".
    @Test(arguments: [Sample.blueGreen, .canary]) func `has two equal target groups and a rule that sends to both`(sample: Sample) throws {
        let resources = try sample.template().json["Resources"]?.object ?? [:]
        #expect(resources["FrontendTargetGroup"]?["Properties"] == resources["FrontendAlternateTargetGroup"]?["Properties"])
        let action = resources["FrontendListenerRule"]?["Properties"]?["Actions"]?.array?.first
        let groups = action?["ForwardConfig"]?["TargetGroups"]?.array?.map { $0["TargetGroupArn"] }
        #expect(groups == [["Ref": "FrontendTargetGroup"], ["Ref": "FrontendAlternateTargetGroup"]])
    }

    @Test func `has tasks in public where users come to them, and in private where a load balancer stands before them`() throws {
        let subnets = { (infra: String, sample: Sample) in
            let outputs = try Sample(name: "", text: sample.text + "\ninfra: \(infra)\n").template().json["Outputs"]
            return [outputs?["Subnets"]?["Value"]?["Fn::Join"]?.array?.last, outputs?["AssignPublicIp"]?["Value"]]
        }
        let open: JSONValue = [["Ref": "PublicSubnetA"], ["Ref": "PublicSubnetB"]]
        let closed: JSONValue = [["Ref": "PrivateSubnetA"], ["Ref": "PrivateSubnetB"]]
        #expect(try subnets("{vpc: own}", .withoutBalancer) == [open, "true"])
        #expect(try subnets("{vpc: own}", .oneTask) == [closed, "false"])
        #expect(try subnets("{vpc: own, nat: endpoints}", .oneTask) == [closed, "false"])
        #expect(try subnets("{vpc: own, nat: false}", .oneTask) == [open, "true"])
    }

    /// Without a namespace: moto has none in its stacks.
    @Test(.enabled(if: TemplateJudge.isThere, "needs moto in .venv")) func `becomes a stack that a release can stand on`() throws {
        var facts = ReleaseFacts()
        StackFacts(outputs: try TemplateJudge.made(Sample.oneTask.template().text(.json)), services: ["chat"]).fill(&facts)
        #expect(facts.executionRole?.hasPrefix("arn:aws:iam::123456789012:role/") == true)
        #expect(facts.taskRoles["chat"]?.hasPrefix("arn:aws:iam::123456789012:role/") == true)
        #expect(facts.targetGroups["chat"]?.hasPrefix("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/") == true)
        let network = try #require(facts.network)
        #expect(network.subnets.count == 2 && network.subnets.allSatisfy { $0.hasPrefix("subnet-") })
        #expect(network.securityGroups.count == 1 && network.securityGroups.allSatisfy { $0.hasPrefix("sg-") })
        #expect(network.publicIP)
    }

    /// Without a certificate, which moto would have to know.
    @Test(.enabled(if: TemplateJudge.isThere, "needs moto in .venv")) func `becomes a stack that moves traffic`() throws {
        let text = """
            version: 1
            project: p
            services:
              web: {image: 'x:1', port: 80, deployment: {strategy: blue-green}, load-balancer: {listen: 80, test-listen: 81}}
            """
        var facts = ReleaseFacts()
        StackFacts(outputs: try TemplateJudge.made(Sample(name: "", text: text).template().text(.json)), services: ["web"]).fill(&facts)
        let shifting = try #require(facts.shifting["web"])
        #expect(shifting.role.hasPrefix("arn:aws:iam::123456789012:role/"))
        #expect(shifting.alternateTargetGroup.contains(":targetgroup/") && shifting.alternateTargetGroup != facts.targetGroups["web"])
        #expect(shifting.listenerRule.contains(":listener-rule/app/"))
        #expect(shifting.testListenerRule?.contains(":listener-rule/app/") == true)
    }

    /// - Source: ECR's own host names; whoever pushes elsewhere has no use for repositories.
    @Test(arguments: [
        ("", 1), ("registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com", 1), ("registry: ghcr.io/organisation", 0),
        ("registry: ghcr.io/organisation\ninfra: {repositories: {create: true}}", 1),
        ("registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/x\ninfra: {repositories: {create: false}}", 0),
    ])
    func `has repositories where images are pushed to Amazon ECR, or where they are asked for`(lines: String, count: Int) throws {
        let text = "version: 1\nproject: p\nimages: {a: {base: scratch}}\nservices: {a: {image: a}}\n" + lines + "\n"
        let template = try Sample(name: "", text: text).template()
        #expect(template.count(of: "AWS::ECR::Repository") == count)
        #expect((template.json["Outputs"]?["ARepositoryUri"] != nil) == (count == 1))
        let name = template.json["Resources"]?["ARepository"]?["Properties"]?["RepositoryName"]?.string
        // As `imgship push` calls it below a registry without a path.
        #expect(name == nil || name == (lines.hasPrefix("registry: 1") ? "a" : "p/a"))
    }

    /// - Source: Amazon ECR User Guide, lifecycle policies, evaluation rules: an image that a rule's tags match is expired by no later rule.
    @Test(arguments: Sample.all) func `lets no image expire that a release has marked as running`(sample: Sample) throws {
        for (id, resource) in try sample.template().json["Resources"]?.object ?? [:] where resource["Type"] == "AWS::ECR::Repository" {
            let properties = resource["Properties"]
            let text = try #require(properties?["LifecyclePolicy"]?["LifecyclePolicyText"]?.string)
            let rules = try JSONValue(parsing: Array(text.utf8), name: "rules")["rules"]?.array ?? []
            #expect(rules.map { $0["rulePriority"]?.integer } == [1, 2, 3, 4], "\(id)")
            let patterns = rules.map { $0["selection"]?["tagPatternList"] }
            #expect(patterns == [["running-*"], ["deployed-*"], nil, ["*"]], "\(id)")
            #expect(rules[0]["selection"]?["countType"] == "imageCountMoreThan" && rules[0]["selection"]?["countNumber"] == 9999)
            // These tags must be free to move.
            let filters = properties?["ImageTagMutabilityExclusionFilters"]?.array ?? []
            let values = filters.compactMap { $0["ImageTagMutabilityExclusionFilterValue"]?.string }
            #expect(values.contains("running-*") == (properties?["ImageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION"), "\(id)")
        }
    }

    @Test func `has tags for what runs that no two containers share, and that registries take`() throws {
        #expect(RepositoryMarks.running("arn:aws:ecs:eu-west-1:123456789012:cluster/a", "b-c", "d") == "running-a.b-c.d")
        #expect(RepositoryMarks.running("a-b", "c", "d") == "running-a-b.c.d")
        let long = String(repeating: "n", count: 255)
        #expect(RepositoryMarks.running(long, long, "a").utf8.count == 72)
        #expect(RepositoryMarks.running(long, long, "a") != RepositoryMarks.running(long, long, "b"))
    }

    @Test(arguments: Sample.all) func `opens to anyone what users come to, and nothing else`(sample: Sample) throws {
        var open: [String] = []
        for (id, resource) in try sample.template().json["Resources"]?.object ?? [:] {
            for rule in resource["Properties"]?["SecurityGroupIngress"]?.array ?? [] where rule["CidrIp"] == "0.0.0.0/0" {
                open.append("\(id) \(rule["FromPort"]?.integer ?? 0)")
            }
        }
        let expected: [String] =
            switch sample.name {
            case "without-load-balancer", "own-vpc-without-load-balancer": ["FrontendUserSecurityGroup 7860"]
            case "https", "canary": ["LoadBalancerSecurityGroup 443", "LoadBalancerSecurityGroup 80"]
            case "blue-green": ["LoadBalancerSecurityGroup 7860", "LoadBalancerSecurityGroup 7861"]
            case "everything": ["LoadBalancerSecurityGroup 80"]
            case "policies", "routes", "same-port-without-load-balancer", "borrowed-load-balancer": []
            case "dozen": [8000, 8003, 8006, 8009].map { "LoadBalancerSecurityGroup \($0)" }
            default: ["LoadBalancerSecurityGroup 7860"]
            }
        #expect(open.sorted() == expected)
    }

    @Test(arguments: Sample.all) func `keeps repositories when the stack goes, and tags what can be tagged`(sample: Sample) throws {
        for (id, resource) in try sample.template().json["Resources"]?.object ?? [:] {
            if resource["Type"] == "AWS::ECR::Repository" {
                #expect(resource["DeletionPolicy"] == "Retain" && resource["UpdateReplacePolicy"] == "Retain", "\(id)")
            }
            guard let tags = resource["Properties"]?["Tags"]?.array else { continue }
            #expect(tags.contains(["Key": "imgship:project", "Value": "llm-chat"]), "\(id)")
            let environment = tags.first { $0["Key"] == "imgship:environment" }?["Value"]?.string
            #expect(environment == sample.environment, "\(id)")
        }
    }

    @Test(arguments: [
        (
            "services: {a-b: {image: 'x:1'}, a.b: {image: 'x:1'}}",
            "error: two names of the project both become 'ABLogGroup' in the template"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80}}, b: {image: 'x:1', port: 2, load-balancer: {listen: 80}}}",
            "f:3:111: service 'b': port 80 of the load balancer belongs to service 'a' already"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80, path: [/a, /b]}}, "
                + "b: {image: 'x:1', port: 2, load-balancer: {listen: 80, path: [/c, /b]}}}",
            "f:3:127: service 'b': '/b' at port 80 of the load balancer belongs to service 'a' already"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80, path: /a, priority: 9}}, "
                + "b: {image: 'x:1', port: 2, load-balancer: {listen: 80, path: /b, priority: 9}}}",
            "f:3:134: service 'b': priority 9 at port 80 of the load balancer belongs to service 'a' already"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80, allow: 10.0.0.0/8}}, "
                + "b: {image: 'x:1', port: 2, load-balancer: {listen: 80, path: /b}}}",
            "f:3:130: service 'b': port 80 of the load balancer has another 'allow' for service 'a'"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 443, certificate: 'arn:aws:acm:r:1:certificate/1'}}, "
                + "b: {image: 'x:1', port: 2, load-balancer: {listen: 443, path: /b, scheme: http}}}",
            "f:3:158: service 'b': port 443 of the load balancer has the certificate of service 'a'"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 443, certificate: 'arn:aws:acm:r:1:certificate/1'}}, "
                + "b: {image: 'x:1', port: 2, load-balancer: {listen: 80, path: /b}}}",
            "f:3:158: service 'b': port 80 of the load balancer belongs to service 'a' already"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80}}, b: {image: 'x:1', port: 2, network: {allow: 10.0.0.0/8}}}",
            "f:3:72: service 'b': 'allow' lets nobody in, as users do not come to its tasks"
        ),
        (
            "services: {a: {image: 'x:1', port: 1, load-balancer: {listen: 80, host: '${H}.example.com'}}}",
            "f:3:15: service 'a': '${H}.example.com' has no value"
        ),
        ("services: {a: {image: 'x:1', load-balancer: {listen: 80}}}", "f:3:15: service 'a': its load balancer has no port to ask"),
        ("services: {a: {image: 'x:1', secrets: {K: 'secret:${S}'}}}", "f:3:15: service 'a': '${S}' has no value"),
        ("", "error: the project has no images and no services: there is nothing to make a stack of"),
    ])
    func `is refused where there can be none`(body: String, report: String) throws {
        let project = try ProjectFile.load(text: "version: 1\nproject: p\n\(body)\n", file: "f")
        let error = #expect(throws: InfrastructureError.self) { try Infrastructure.template(of: project) { _ in [] } }
        #expect(error?.report.split(separator: "\n").first.map(String.init) == report)
        #expect(error?.exitCode == .usage)
    }
}
