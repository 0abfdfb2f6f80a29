import Foundation
import SystemPackage
import TestSupport
import Testing

/// moto plays AWS over real HTTP, with a registry beside it. It knows no service deployments: what comes after an update is tested in
/// simulations.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "no moto[server] or no docker-registry: run Scripts/setup test"))
struct `A release on AWS played by moto` {
    private let moto: MotoServer
    private let registry: DockerRegistry
    private let push: PushProject
    private let variables: [String: String]
    private let ground: [String: String]

    init() throws {
        // Else moto's deployments would never be complete.
        moto = try MotoServer("moto_endpoint.py", ["2"])
        registry = try DockerRegistry()
        push = try PushProject(registry.domain)
        variables = [
            "AWS_ENDPOINT_URL": moto.address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
            "CI": "true",
        ]
        let script = PythonTools.fixtures.appendingPathComponent("moto_ground.py").path
        let text = try Program.output([PythonTools.moto ?? "", script], environment: variables)
        ground = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        let file = String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
        try push.project.directory.write("imgship.yaml", file + services)
        _ = try push.push(["--tag", "v1"])
    }

    private var services: String {
        """
        services:
          web:
            image: web
            cluster: demo
            cpu: 256
            memory: 512
            port: 8080
            desired: 2
            env: {LEVEL: info}
            secrets: {KEY: "secret:demo/key#token"}
            execution-role: demo-execution
            task-role: demo-task
            logs: {group: /demo/web, retention: 7}
            network: {subnets: [\(ground["subnet"] ?? "")], security-groups: [\(ground["group"] ?? "")], public-ip: true}
            load-balancer: {target-group: "\(ground["target"] ?? "")"}
            tags: {team: demo}

        """
    }

    private func run(_ arguments: [String]) throws -> Program.Output { try push.project.run(arguments, variables) }

    private func python(_ script: String) throws -> String {
        try Program.output(
            [PythonTools.moto ?? "", "-c", "import boto3\necs = boto3.client('ecs')\n" + script], environment: variables
        )
        .trimmingCharacters(in: .newlines)
    }

    @Test func `makes a service as the file has it, then updates what has changed`() throws {
        let first = try run(["release", "--no-wait"])
        #expect(first.status == 0, "\(first.standardError)")
        #expect(first.standardError.contains("web: create in cluster demo"))
        let columns = first.text.split(separator: "\n").first.map { $0.split(separator: "\t").map(String.init) } ?? []
        #expect(columns.count == 3)
        #expect(columns[1] == "arn:aws:ecs:us-east-1:123456789012:task-definition/sample-web:1")
        #expect(columns[2].hasPrefix("\(registry.domain)/team/web@sha256:"))
        let image = try python(
            "print(ecs.describe_task_definition(taskDefinition='sample-web')['taskDefinition']['containerDefinitions'][0]['image'])")
        #expect(image.hasPrefix("\(registry.domain)/team/web:v1@sha256:"))
        let service = try python(
            """
            s = ecs.describe_services(cluster='demo', services=['web'])['services'][0]
            print(s['desiredCount'], s['launchType'], s['loadBalancers'][0]['containerPort'])
            """)
        #expect(service == "2 FARGATE 8080")

        let again = try run(["release", "--no-wait"])
        #expect(again.standardError.contains("nothing to release: everything runs as it is wanted"), "\(again.standardError)")
        #expect(again.status == 0)

        let text = String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
        try push.project.directory.write("imgship.yaml", text.replacingOccurrences(of: "LEVEL: info", with: "LEVEL: debug"))
        let plan = try run(["release", "--dry-run"])
        #expect(plan.text.contains("~ env LEVEL  info -> debug"))
        let update = try run(["release", "--no-wait"])
        #expect(update.text.contains("task-definition/sample-web:2\t"), "\(update.standardError)")

        try push.project.directory.write("web/page", "<p>not pushed</p>\n")
        try push.project.output(["build", "web"])
        #expect(try run(["release", "--dry-run"]).standardError.contains("warning: 'web' was built anew since it was pushed"))
    }

    /// What moto keeps is read by boto3; it moves no tasks by itself.
    @Test func `scales a service as the file has it, changes that alone, and ends it`() throws {
        let file = String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
        func release(_ scaling: String) throws -> Program.Output {
            try push.project.directory.write("imgship.yaml", file.replacingOccurrences(of: "    desired: 2\n", with: scaling))
            let output = try run(["release", "--no-wait"])
            #expect(output.status == 0, "\(output.standardError)")
            return output
        }
        let state = """
            scaling = boto3.client('application-autoscaling')
            for t in scaling.describe_scalable_targets(ServiceNamespace='ecs')['ScalableTargets']: print(t['ResourceId'], t['MinCapacity'], t['MaxCapacity'])
            for p in scaling.describe_scaling_policies(ServiceNamespace='ecs')['ScalingPolicies']:
                c = p['TargetTrackingScalingPolicyConfiguration']
                print(p['PolicyName'], c['TargetValue'], c['ScaleInCooldown'], c['ScaleOutCooldown'], c['PredefinedMetricSpecification'].get('ResourceLabel', '-').split('/')[0])
            """
        let first = "    scaling: {min: 2, max: 6, cpu: 75, requests: 1000, scale-out: 60s}\n"
        #expect(try release(first).standardError.contains("+ scaling"))
        let made = try python(state).split(separator: "\n")
        #expect(made == ["service/demo/web 2 6", "imgship-cpu 75 300 60 -", "imgship-requests 1000 300 60 app"])
        let again = try release(first).standardError
        #expect(again.contains("nothing to release: everything runs as it is wanted"), "\(again)")
        let change = try release("    scaling: {min: 2, max: 12, cpu: 60, scale-out: 60s}\n")
        #expect(change.standardError.contains("~ scaling              2..6 -> 2..12"), "\(change.standardError)")
        #expect(change.standardError.contains("1 to scale"))
        let changed = try python(state).split(separator: "\n")
        #expect(changed == ["service/demo/web 2 12", "imgship-cpu 60 300 60 -"])
        _ = try release("    desired: 2\n")
        // moto keeps the policies of a target that is gone; AWS does not.
        #expect(
            try python(
                "print(boto3.client('application-autoscaling').describe_scalable_targets(ServiceNamespace='ecs')['ScalableTargets'])")
                == "[]")
        #expect(try python("print(len(ecs.list_task_definitions()['taskDefinitionArns']))") == "1")
    }

    @Test func `sets and deletes what changes the bounds at other times`() throws {
        let file = String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
        func release(_ schedule: String) throws -> String {
            let scaling = "    scaling: {min: 1, max: 4, schedule: {\(schedule)}}\n"
            try push.project.directory.write("imgship.yaml", file.replacingOccurrences(of: "    desired: 2\n", with: scaling))
            let output = try run(["release", "--no-wait"])
            #expect(output.status == 0, "\(output.standardError)")
            return output.standardError
        }
        let state = """
            for a in boto3.client('application-autoscaling').describe_scheduled_actions(ServiceNamespace='ecs')['ScheduledActions']:
                print(a['ScheduledActionName'], a['Schedule'], a.get('Timezone', '-'), a['ScalableTargetAction'].get('MinCapacity', '-'),
                    a['ScalableTargetAction'].get('MaxCapacity', '-'), a['StartTime'].isoformat() if a.get('StartTime') else '-')
            """
        let morning = "morning: {cron: '0 8 ? * MON-FRI *', timezone: Europe/Berlin, min: 2, max: 8"
        #expect(try release(morning + ", start: '2040-01-01T00:00:00'}, often: {rate: 2 hours, max: 4}").contains("scaling at morning"))
        let made = try python(state).split(separator: "\n").sorted()
        #expect(made.first?.hasPrefix("imgship-morning cron(0 8 ? * MON-FRI *) Europe/Berlin 2 8 2040-01-01T00:00:00") == true)
        #expect(made.last == "imgship-often rate(2 hours) - - 4 -")
        let again = try release(morning + ", start: '2040-01-01T00:00:00'}, often: {rate: 2 hours, max: 4}")
        #expect(again.contains("nothing to release: everything runs as it is wanted"), "\(again)")
        #expect(try release(morning + "}").contains("scaling at often"))
        #expect(try python(state) == "imgship-morning cron(0 8 ? * MON-FRI *) Europe/Berlin 2 8 -")
    }

    @Test func `changes the image of a service that is in no file`() throws {
        #expect(try run(["release", "--no-wait"]).status == 0)
        _ = try push.push(["--tag", "v2"])
        let image = "\(registry.domain)/team/base:v2"
        let output = try run(["release", "--cluster", "demo", "--service", "web", "--image", "web=\(image)", "--no-wait"])
        #expect(output.status == 0, "\(output.standardError)")
        let now = try python(
            """
            d = ecs.describe_task_definition(taskDefinition='sample-web')['taskDefinition']
            print(d['containerDefinitions'][0]['image'], d['cpu'], len(d['containerDefinitions'][0]['secrets']))
            """)
        #expect(now.hasPrefix(image + "@sha256:"))
        #expect(now.hasSuffix(" 256 1"))
        let unknown = try run(["release", "--cluster", "demo", "--service", "web", "--image", "wbe=\(image)", "--no-wait"])
        #expect(unknown.status == 2)
        #expect(unknown.standardError.contains("hint: did you mean 'web'?"))
    }

    @Test func `is refused, with all that is missing, before anything is made`() throws {
        var text = String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
        for (old, new) in [("cluster: demo", "cluster: dmeo"), ("#token", "#tokne"), ("demo-task", "demo-tsak")] {
            text = text.replacingOccurrences(of: old, with: new)
        }
        try push.project.directory.write("imgship.yaml", text)
        let output = try run(["release"])
        #expect(output.status == 5)
        #expect(output.standardError.contains("there is no cluster 'dmeo'"))
        #expect(output.standardError.contains("there is no role 'arn:aws:iam::123456789012:role/demo-tsak'"))
        #expect(output.standardError.contains("has no key 'tokne'"))
        #expect(!output.standardError.contains("s3cret"))
        #expect(try python("print(len(ecs.list_task_definitions()['taskDefinitionArns']))") == "0")
    }

    @Test func `says what is missing when an image was not pushed`() throws {
        let elsewhere = try SampleProject(
            String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self)
                .replacingOccurrences(of: "/team", with: "/nobody"))
        let output = try elsewhere.run(["release", "--tag", "v1"], variables)
        #expect(output.status == 5)
        #expect(
            output.standardError.contains("run `imgship push web`") || output.standardError.contains("`imgship push`"),
            "\(output.standardError)")
    }

    @Test func `is the last part of shipping`() throws {
        let elsewhere = try SampleProject(String(decoding: try push.project.directory.read("imgship.yaml"), as: UTF8.self))
        try elsewhere.directory.write("web/page", "<p>another</p>\n")
        let output = try elsewhere.run(["ship", "web", "--tag", "v9", "--no-wait"], variables)
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardError.contains("push   web"))
        // It stands on the other image, which no service needs for itself.
        #expect(!output.standardError.contains("push   base"))
        #expect(output.text.hasPrefix("web\tarn:aws:ecs:us-east-1:123456789012:task-definition/sample-web:1\t\(registry.domain)/team/web@"))
    }

    @Test func `cannot be followed or taken back where there is no such service`() throws {
        for verb in [["release", "--follow"], ["rollback"]] {
            let output = try run(verb + ["--cluster", "demo", "--service", "nobody", "--service", "web"])
            #expect(output.status == 2)
            #expect(output.standardError == "error: there is no service 'nobody' in cluster 'demo'\n")
        }
    }

    @Test func `is left running by Ctrl-C where nobody can be asked`() throws {
        let (words, childWords) = try ChildProcess.pipe()
        let release = try push.project.start(["release"], variables, error: childWords)
        try childWords.close()
        while try !words.line().contains("registered") {}
        kill(release.identifier, SIGINT)
        #expect(release.wait() == 130)
        var rest = [UInt8](repeating: 0, count: 64 << 10)
        let count = try rest.withUnsafeMutableBytes { try words.read(into: $0) }
        let text = String(decoding: rest[..<count], as: UTF8.self)
        #expect(text.contains("error: interrupted"), "\(text)")
    }
}
