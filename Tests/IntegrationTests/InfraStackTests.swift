import Foundation
import SystemPackage
import TestSupport
import Testing

/// The stack of a project in moto with its gaps filled, which boto3 looks at.
@Suite(.serialized, .enabled(if: PythonTools.moto != nil, "no moto[server]: run Scripts/setup test"))
struct `A project's stack` {
    private let world: MotoWorld
    private let project: SampleProject

    private static let file = """
        version: 1
        project: demo
        platforms: [linux/amd64]
        registry: 123456789012.dkr.ecr.\(MotoWorld.region).amazonaws.com/demo
        images:
          web: {base: scratch, copy: [{from: app, to: /app}]}
        services:
          web: {image: web, cpu: 256, memory: 512, port: 8080, load-balancer: {listen: 80}}
        infra: {insights: true}

        """

    init() throws {
        world = try MotoWorld()
        project = try SampleProject(Self.file)
    }

    private var variables: [String: String] { world.variables.merging(["NO_PROXY": "127.0.0.1", "CI": "true"]) { $1 } }

    private func run(_ arguments: String...) throws -> Program.Output { try project.run(["infra"] + arguments, variables) }

    private func edit(_ old: String, _ new: String) throws {
        let text = String(decoding: try project.directory.read("imgship.yaml"), as: UTF8.self)
        #expect(text.contains(old))
        try project.directory.write("imgship.yaml", text.replacingOccurrences(of: old, with: new))
    }

    private func boto3(_ script: String, _ clients: String...) throws -> String {
        try world.boto3(script, clients: clients).trimmingCharacters(in: .newlines)
    }

    private func stackStatus() throws -> String {
        try boto3("print(','.join(s['StackStatus'] for s in cloudformation.describe_stacks()['Stacks']))", "cloudformation")
    }

    @Test func `is planned, made, changed and deleted, from an empty account`() throws {
        let plan = try run("plan")
        #expect(plan.status == 0, "\(plan.standardError)")
        #expect(plan.text.hasPrefix("stack demo: new\n") && plan.text.contains("\n  +    Cluster "), "\(plan.text)")
        // The stack without resources that CloudFormation makes for a first change set is gone, too.
        #expect(try stackStatus() == "")

        let made = try run("apply", "--yes")
        #expect(made.status == 0, "\(made.standardError)")
        #expect(made.text.contains("WebRepositoryUri\t123456789012.dkr.ecr.\(MotoWorld.region).amazonaws.com/demo/web\n"))
        #expect(made.text.contains("WebUrl\thttp://demo-"), "\(made.text)")
        #expect(made.standardError.contains("    Cluster                     created"), "\(made.standardError)")
        #expect(
            try boto3(
                """
                cluster = ecs.describe_clusters(clusters=['demo'], include=['SETTINGS'])['clusters'][0]
                listener = [l for b in elbv2.describe_load_balancers()['LoadBalancers']
                    for l in elbv2.describe_listeners(LoadBalancerArn=b['LoadBalancerArn'])['Listeners']]
                print(cluster['status'], cluster['settings'][0]['value'], listener[0]['Port'], len(listener),
                    ecr.describe_repositories()['repositories'][0]['repositoryName'])
                """, "ecs", "elbv2", "ecr") == "ACTIVE enabled 80 1 demo/web")

        let again = try run("apply", "--yes")
        #expect(again.status == 0 && again.standardError.contains("stack demo: nothing to change"), "\(again.standardError)")
        #expect(again.text == made.text)

        try edit("insights: true", "insights: false")
        try edit("listen: 80}", "listen: 81}")
        let change = try run("plan")
        #expect(change.text.contains("  ~    Cluster "), "\(change.text)")
        #expect(change.text.contains("ClusterSettings"))
        let changed = try run("apply", "--yes", "--json")
        #expect(changed.status == 0, "\(changed.standardError)")
        #expect(changed.text.contains(#""outcome":"applied""#))
        #expect(
            try boto3(
                "print(ecs.describe_clusters(clusters=['demo'], include=['SETTINGS'])['clusters'][0]['settings'][0]['value'])", "ecs")
                == "disabled")

        let gone = try run("destroy", "--yes")
        #expect(gone.status == 0, "\(gone.standardError)")
        #expect(gone.standardError.contains("kept:\n     repository demo/web  0 images"), "\(gone.standardError)")
        #expect(
            try boto3(
                """
                print(ecs.list_clusters()['clusterArns'], elbv2.describe_load_balancers()['LoadBalancers'],
                    elbv2.describe_target_groups()['TargetGroups'], logs.describe_log_groups()['logGroups'],
                    [r['repositoryName'] for r in ecr.describe_repositories()['repositories']])
                """, "ecs", "elbv2", "logs", "ecr") == "[] [] [] [] ['demo/web']")
        #expect(try run("destroy", "--yes").standardError == "there is no stack 'demo': nothing to delete\n\n")
    }

    /// What is new comes first in this world, where AWS leaves it open: see `moto_world/template.py`.
    @Test func `is changed from http to https and back, and a load balancer has a port once`() throws {
        let ports = """
            print(sorted((l['Port'], l['Protocol'], l['DefaultActions'][0]['Type']) for b in elbv2.describe_load_balancers()['LoadBalancers']
                for l in elbv2.describe_listeners(LoadBalancerArn=b['LoadBalancerArn'])['Listeners']))
            """
        let files = try TestCertificate("DNS:demo.example")
        let certificates = try boto3(
            """
            files = [open(path, 'rb').read() for path in ('\(files.certificate)', '\(files.key)')]
            for _ in range(2): print(acm.import_certificate(Certificate=files[0], PrivateKey=files[1])['CertificateArn'])
            """, "acm"
        ).split(separator: "\n").map(String.init)
        let certificate = try #require(certificates.first), other = try #require(certificates.last)
        #expect(try run("apply", "--yes").status == 0)
        #expect(try boto3(ports, "elbv2") == "[(80, 'HTTP', 'forward')]")

        try edit("{listen: 80}", "{listen: 443, certificate: '\(certificate)'}")
        let safe = try run("apply", "--yes")
        #expect(safe.status == 0, "\(safe.standardError)")
        #expect(safe.text.contains("WebUrl\thttps://demo-"), "\(safe.text)")
        #expect(try boto3(ports, "elbv2") == "[(80, 'HTTP', 'redirect'), (443, 'HTTPS', 'forward')]")

        let api =
            "  api: {image: web, cpu: 256, memory: 512, port: 80, load-balancer: {listen: 443, host: b.example, certificate: '\(other)'}}\n"
        try edit("infra: {insights: true}\n", api + "infra: {insights: true}\n")
        let two = try run("apply", "--yes")
        #expect(two.status == 0, "\(two.standardError)")
        #expect(
            try boto3(
                """
                arn = elbv2.describe_load_balancers()['LoadBalancers'][0]['LoadBalancerArn']
                listener = [l for l in elbv2.describe_listeners(LoadBalancerArn=arn)['Listeners'] if l['Port'] == 443][0]
                found = elbv2.describe_listener_certificates(ListenerArn=listener['ListenerArn'])['Certificates']
                print('\(other)' in [c['CertificateArn'] for c in found])
                """, "elbv2") == "True")
        try edit(api, "")

        try edit("{listen: 443, certificate: '\(certificate)'}", "{listen: 80}")
        let back = try run("apply", "--yes")
        #expect(back.status == 0, "\(back.standardError)")
        #expect(try boto3(ports, "elbv2") == "[(80, 'HTTP', 'forward')]")
    }

    @Test func `has one port for several services, whose rules are changed without a collision`() throws {
        let rules = """
            listener = elbv2.describe_listeners(LoadBalancerArn=elbv2.describe_load_balancers()['LoadBalancers'][0]['LoadBalancerArn'])['Listeners']
            for rule in elbv2.describe_rules(ListenerArn=listener[0]['ListenerArn'])['Rules']:
                print(rule['Priority'], rule['Actions'][0]['Type'],
                    *[v for c in rule['Conditions'] for v in {**c, **c.get('HostHeaderConfig', {}), **c.get('PathPatternConfig', {})}['Values']])
            """
        func told() throws -> [String] {
            try boto3(rules, "elbv2").split(separator: "\n").map { $0.split(separator: " ").dropFirst().joined(separator: " ") }.sorted()
        }
        let api = "  api: {image: web, cpu: 256, memory: 512, port: 8000, load-balancer: {listen: 80, path: /api/*, priority: 1}}\n"
        let docs =
            "  docs: {image: web, cpu: 256, memory: 512, port: 8000, load-balancer: {listen: 80, host: docs.example.com, priority: 2}}\n"
        try edit("infra: {insights: true}\n", api + docs + "infra: {insights: true}\n")
        let made = try run("apply", "--yes")
        #expect(made.status == 0, "\(made.standardError)")
        #expect(made.text.contains("DocsUrl\thttp://docs.example.com\n"), "\(made.text)")
        #expect(try told() == ["forward", "forward /api/*", "forward docs.example.com"])

        // One goes, another comes, and what stays says something else.
        try edit(docs, docs.replacingOccurrences(of: "docs.example.com, priority: 2", with: "[docs.example.com, help.example.com]"))
        try edit(
            api, api.replacingOccurrences(of: "api: {", with: "shop: {").replacingOccurrences(of: "/api/*, priority: 1", with: "/shop/*"))
        let changed = try run("apply", "--yes")
        #expect(changed.status == 0, "\(changed.standardError)")
        #expect(try told() == ["forward", "forward /shop/*", "forward docs.example.com help.example.com"])
    }

    @Test func `lets a load balancer that exists already reach its tasks`() throws {
        let group = try boto3(
            """
            vpc = ec2.describe_vpcs()['Vpcs'][0]['VpcId']
            subnets = [s['SubnetId'] for s in ec2.describe_subnets()['Subnets'][:2]]
            door = ec2.create_security_group(GroupName='front', Description='front', VpcId=vpc)['GroupId']
            balancer = elbv2.create_load_balancer(Name='front', Subnets=subnets, SecurityGroups=[door])['LoadBalancers'][0]['LoadBalancerArn']
            group = elbv2.create_target_group(Name='web', Protocol='HTTP', Port=80, VpcId=vpc, TargetType='ip')['TargetGroups'][0]['TargetGroupArn']
            elbv2.create_listener(LoadBalancerArn=balancer, Protocol='HTTP', Port=80,
                DefaultActions=[{'Type': 'forward', 'TargetGroupArn': group}])
            print(group)
            """, "ec2", "elbv2")
        try edit("load-balancer: {listen: 80}", "load-balancer: {target-group: '\(group)'}")
        let api = "  api: {image: web, cpu: 256, memory: 512, port: 8080, load-balancer: {target-group: '\(group)'}}\n"
        try edit("infra: {insights: true}\n", api + "infra: {insights: true}\n")
        let made = try run("apply", "--yes")
        #expect(made.status == 0, "\(made.standardError)")
        #expect(
            try boto3(
                """
                groups = {g['GroupId']: g for g in ec2.describe_security_groups()['SecurityGroups']}
                print(sorted((g['Description'], groups[pair['GroupId']]['GroupName']) for g in groups.values()
                    if g['Description'].startswith('Users') for rule in g['IpPermissions'] for pair in rule['UserIdGroupPairs']))
                """, "ec2") == "[('Users of api of demo', 'front'), ('Users of web of demo', 'front')]")
        #expect(try run("apply", "--yes").standardError.contains("nothing to change"))
    }

    /// By a hand, or by an imgship that called its listeners otherwise.
    @Test func `tells of a port that something else has`() throws {
        #expect(try run("apply", "--yes").status == 0)
        _ = try boto3(
            """
            balancer = elbv2.describe_load_balancers()['LoadBalancers'][0]['LoadBalancerArn']
            elbv2.create_listener(LoadBalancerArn=balancer, Protocol='HTTP', Port=8080,
                DefaultActions=[{'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '404'}}])
            """, "elbv2")
        try edit("listen: 80}", "listen: 8080}")
        let refused = try run("plan")
        #expect(refused.status == 5)
        #expect(refused.standardError.contains("port 8080 of the load balancer has a listener already\n    it is not of the stack\n"))
        #expect(refused.standardError.contains("aws elbv2 delete-listener --listener-arn arn:aws:elasticloadbalancing:"))
    }

    @Test func `takes in again the repositories that it left, and deletes them when told`() throws {
        #expect(try run("apply", "--yes").status == 0)
        #expect(try run("destroy", "--yes").status == 0)
        let plan = try run("plan")
        #expect(plan.text.contains("  <-   WebRepository "), "\(plan.text)\(plan.standardError)")
        let again = try run("apply", "--yes")
        #expect(again.status == 0, "\(again.standardError)")
        #expect(again.standardError.contains("WebRepository               adopted"), "\(again.standardError)")
        let gone = try run("destroy", "--yes", "--with-images")
        #expect(gone.status == 0, "\(gone.standardError)")
        #expect(try boto3("print(ecr.describe_repositories()['repositories'])", "ecr") == "[]")
    }

    @Test func `is not touched when it is somebody else's`() throws {
        _ = try boto3(
            """
            template = json.dumps({'Resources': {'R': {'Type': 'AWS::ECR::Repository', 'Properties': {'RepositoryName': 'theirs'}}}})
            cloudformation.create_stack(StackName='demo', TemplateBody=template)
            cloudformation.get_waiter('stack_create_complete').wait(StackName='demo', WaiterConfig={'Delay': 1, 'MaxAttempts': 30})
            """, "cloudformation")
        let before = try world.changes
        for verb in ["plan", "apply", "destroy"] {
            let output = try run(verb, verb == "plan" ? "--verbose" : "--yes")
            #expect(output.status == 5)
            #expect(output.standardError.contains("error: the stack 'demo' is not of this project, and is not touched"))
        }
        #expect(try world.changes == before)
    }

    @Test func `that somebody else has only planned is not touched either`() throws {
        _ = try boto3(
            """
            template = json.dumps({'Resources': {'R': {'Type': 'AWS::ECR::Repository', 'Properties': {'RepositoryName': 'theirs'}}}})
            cloudformation.create_change_set(StackName='demo', ChangeSetName='theirs', ChangeSetType='CREATE', TemplateBody=template)
            """, "cloudformation")
        for verb in ["plan", "apply", "destroy"] {
            let output = try run(verb, verb == "plan" ? "--verbose" : "--yes")
            #expect(output.status == 5)
            #expect(output.standardError.contains("no plan that waits in it is of this project"), "\(output.standardError)")
        }
        #expect(try boto3("print(len(cloudformation.list_change_sets(StackName='demo')['Summaries']))", "cloudformation") == "1")
    }

    /// - Source: CloudFormation CreateChangeSet, `StackName`: `[a-zA-Z][-a-zA-Z0-9]*`.
    @Test(arguments: [("my_app", "my-app"), ("2048.my_app", "imgship-2048-my-app")])
    func `has a name that CloudFormation takes, whatever the project is called`(name: String, stack: String) throws {
        try edit("project: demo", "project: \(name)")
        let made = try run("apply", "--yes")
        #expect(made.status == 0, "\(made.standardError)")
        #expect(try boto3("print(cloudformation.describe_stacks()['Stacks'][0]['StackName'])", "cloudformation") == stack)
        #expect(try run("destroy", "--yes").status == 0)
    }

    @Test func `uses GitHub's provider where the account has it, and takes it back where it could not be made`() throws {
        let world = try MotoWorld(denying: ["elbv2:CreateLoadBalancer"])
        let variables = world.variables.merging(["NO_PROXY": "127.0.0.1", "CI": "true"]) { $1 }
        let providers = "print(len(iam.list_open_id_connect_providers()['OpenIDConnectProviderList']))"
        try edit("infra: {insights: true}", "infra: {github: {repository: organisation/demo}}")
        #expect(try project.run(["infra", "apply", "--yes"], variables).status == 3)
        #expect(try world.boto3(providers, clients: ["iam"]) == "0\n")

        let made = try run("apply", "--yes")
        #expect(made.status == 0 && made.text.contains("DeployRoleArn\t"), "\(made.standardError)")
        #expect(try run("destroy", "--yes").status == 0)
        #expect(try boto3(providers, "iam") == "1")
        let again = try run("apply", "--yes")
        #expect(again.status == 0, "\(again.standardError)")
        let trusted = """
            role = [r for r in iam.list_roles(MaxItems=1000)['Roles'] if 'DeployRole' in r['RoleName']][0]
            print(role['AssumeRolePolicyDocument']['Statement'][0]['Principal']['Federated'])
            """
        let arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
        #expect(try boto3(trusted, "iam") == arn)
        let unchanged = try run("plan")
        #expect(unchanged.text.contains("nothing to change"), "\(unchanged.text)")
    }

    @Test func `of an account in which nothing ever ran begins with the roles of AWS's services`() throws {
        let world = try MotoWorld(isNew: true)
        let variables = world.variables.merging(["NO_PROXY": "127.0.0.1", "CI": "true"]) { $1 }
        let plan = try project.run(["infra", "plan"], variables)
        #expect(plan.standardError.contains("the account has no role 'AWSServiceRoleForECS' yet"), "\(plan.standardError)")
        #expect(try world.boto3("print(iam.list_roles()['Roles'])", clients: ["iam"]) == "[]\n")
        let made = try project.run(["infra", "apply", "--yes"], variables)
        #expect(made.status == 0, "\(made.standardError)")
        let roles = "print(*sorted(r['RoleName'] for r in iam.list_roles()['Roles'] if r['Path'].startswith('/aws-service-role/')))"
        #expect(try world.boto3(roles, clients: ["iam"]) == "AWSServiceRoleForECS AWSServiceRoleForElasticLoadBalancing\n")
    }

    @Test func `is not begun where nobody may make the roles that it needs`() throws {
        let world = try MotoWorld(isNew: true, denying: ["iam:CreateServiceLinkedRole"])
        let variables = world.variables.merging(["NO_PROXY": "127.0.0.1", "CI": "true"]) { $1 }
        let output = try project.run(["infra", "apply", "--yes"], variables)
        #expect(output.status == 5)
        #expect(
            output.standardError.contains(
                "have someone run it who may: `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`"),
            "\(output.standardError)")
        #expect(try world.boto3("print(cloudformation.describe_stacks()['Stacks'])", clients: ["cloudformation"]) == "[]\n")
    }

    @Test func `goes on where an interrupted apply left it`() throws {
        let (words, childWords) = try ChildProcess.pipe()
        let apply = try project.start(["infra", "apply", "--yes"], variables, error: childWords)
        try childWords.close()
        while try !words.line().contains("creating") {}
        kill(apply.identifier, SIGINT)
        // Whether CloudFormation was faster than the signal is its own affair.
        let status = apply.wait()
        #expect(status == 130 || status == 0)
        let again = try run("apply", "--yes")
        #expect(again.status == 0, "\(again.standardError)")
        #expect(again.text.contains("WebUrl\t"))
        #expect(try stackStatus() == "CREATE_COMPLETE")
    }

    @Test func `is not deleted under services, unless they go with it`() throws {
        #expect(try run("apply", "--yes").status == 0)
        _ = try boto3(
            """
            subnets = [s['SubnetId'] for s in ec2.describe_subnets()['Subnets'][:1]]
            ecs.register_task_definition(family='demo-web', networkMode='awsvpc', cpu='256', memory='512',
                requiresCompatibilities=['FARGATE'], containerDefinitions=[{'name': 'web', 'image': 'x', 'memory': 128}])
            ecs.create_service(cluster='demo', serviceName='web', taskDefinition='demo-web', desiredCount=1, launchType='FARGATE',
                networkConfiguration={'awsvpcConfiguration': {'subnets': subnets}}, tags=[{'key': 'imgship:project', 'value': 'demo'}])
            """, "ec2", "ecs")
        let refused = try run("destroy", "--yes")
        #expect(refused.status == 5)
        #expect(
            refused.standardError == """
                error: the stack 'demo' cannot be deleted: a service stands on it
                  demo/web
                  hint: `imgship infra destroy --with-services` stops and deletes them first

                """)
        let gone = try run("destroy", "--yes", "--with-services")
        #expect(gone.status == 0, "\(gone.standardError)")
        #expect(gone.standardError.contains("demo/web: is gone"))
        #expect(try stackStatus() == "")
    }

    @Test func `is protected where its owner has said so`() throws {
        #expect(try run("apply", "--yes").status == 0)
        _ = try boto3(
            "cloudformation.update_termination_protection(StackName='demo', EnableTerminationProtection=True)", "cloudformation")
        let output = try run("destroy", "--yes")
        #expect(output.status == 5 && output.standardError.contains("its termination protection is on"))
    }

    @Test func `is asked for at a terminal, and for its name before it goes`() throws {
        func answer(_ verb: String, _ question: String, _ line: String) throws -> Program.Output {
            let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
            var environment = project.variables.merging(variables) { $1 }
            environment["CI"] = nil
            environment["TERM"] = "xterm"
            return try Program.run(
                ["python3", script] + Binary.command(["infra", verb], environment) + ["--", question, line], directory: project.root)
        }
        let refused = try answer("apply", "make this? [y/N]", "n")
        #expect(refused.status == 130, "\(refused.text)")
        #expect(try stackStatus() == "")
        let made = try answer("apply", "make this? [y/N]", "y")
        #expect(made.status == 0 && made.text.contains("└─ "), "\(made.text)")
        #expect(try answer("destroy", "to delete it, type 'demo'", "yes").status == 130)
        #expect(try stackStatus() == "CREATE_COMPLETE")
        #expect(try answer("destroy", "to delete it, type 'demo'", "demo").status == 0)
        #expect(try stackStatus() == "")
    }

    @Test func `needs --yes where nobody can be asked`() throws {
        let output = try run("apply")
        #expect(output.status == 2)
        #expect(
            output.standardError.hasSuffix(
                "error: there is no terminal to ask at: make this?\n  hint: say --yes, or look first with `imgship infra plan`\n"))
        #expect(try stackStatus() == "")
    }
}
