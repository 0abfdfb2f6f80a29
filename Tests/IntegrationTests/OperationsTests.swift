import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

/// moto plays AWS over real HTTP. It starts no tasks, and knows no service deployments: what needs those is tested in the simulator.
@Suite(.serialized, .enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"))
struct `Services on AWS played by moto` {
    private let moto: MotoServer
    private let project: SampleProject
    private let variables: [String: String]
    private let publicAddress: String

    init() throws {
        moto = try MotoServer()
        variables = [
            "AWS_ENDPOINT_URL": moto.address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
        ]
        project = try SampleProject()
        let script = PythonTools.fixtures.appendingPathComponent("moto_service.py").path
        publicAddress = try Program.output([PythonTools.moto ?? "", script], environment: variables)
            .trimmingCharacters(in: .newlines)
    }

    private static let place = ["--cluster", "demo", "--service", "web"]

    private func run(_ verb: [String], _ rest: [String] = []) throws -> Program.Output {
        try project.run(verb + Self.place + rest, variables)
    }

    private func document(_ output: Program.Output) throws -> [String: Any] {
        #expect(output.status == 0, "\(output.standardError)")
        return try #require(try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
    }

    private func python(_ script: String) throws -> String {
        try Program.output([PythonTools.moto ?? "", "-c", "import boto3\necs = boto3.client('ecs')\n" + script], environment: variables)
    }

    // MARK: status

    @Test func `show their image, their tasks and their public address`() throws {
        let output = try run(["status"])
        #expect(output.status == 0)
        #expect(output.standardError.isEmpty)
        let lines = output.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(
            lines[0].split(separator: " ").map(String.init) == ["SERVICE", "REVISION", "IMAGE", "TASKS", "DEPLOYMENT", "HEALTH", "URL"])
        #expect(lines[1].hasPrefix("web      demo-web:1  v1 0123456789ab  0/1 "))
        #expect(lines[1].hasSuffix("http://\(publicAddress):7860"))
    }

    @Test func `are one document with --json`() throws {
        let document = try document(run(["status"], ["--json"]))
        #expect(document.keys.sorted() == ["schema", "services"])
        let service = try #require((document["services"] as? [[String: Any]])?.first)
        #expect(
            service.keys.sorted() == [
                "cluster", "deployment", "desired", "exists", "health", "images", "name", "pending", "revision", "running", "service",
                "urls",
            ])
        #expect(service["urls"] as? [String] == ["http://\(publicAddress):7860"])
        #expect(service["health"] is NSNull)
    }

    @Test func `are found by the names of the file`() throws {
        try project.directory.write("imgship.yaml", SampleProject.files + "services: {web: {image: files, cpu: 256, memory: 512}}\n")
        #expect(try project.output(["status", "--cluster", "demo"], variables).contains("demo-web:1"))
        // The project's own cluster, which is not there.
        #expect(try project.output(["status"], variables).contains("not released"))
        try expectGolden(try project.run(["status", "wbe"], variables).standardError, "errors/status of an unknown service.txt")
    }

    @Test func `that are not there are an error`() throws {
        let output = try project.run(["status", "--cluster", "demo", "--service", "wbe"], variables)
        #expect(output.status == 2)
        #expect(output.standardError == "error: there is no service 'wbe' in cluster 'demo'\n")
        let history = try project.run(["history", "--cluster", "demo", "--service", "wbe"], variables)
        #expect(history.standardError == "error: there is no service 'wbe' in cluster 'demo'\n  hint: did you mean 'web'?\n")
    }

    @Test func `trace each call with --verbose, and no secret`() throws {
        let output = try run(["status"], ["--verbose"])
        #expect(output.standardError.contains("ecs:DescribeServices  200  "))
        #expect(!output.standardError.contains("s3cret-key"))
    }

    @Test func `need a region, a terminal to be watched at, and a service's name`() throws {
        var none = variables
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] { none[name] = nil }
        try expectGolden(try project.run(["status"] + Self.place, none).standardError, "errors/status without a region.txt")
        try expectGolden(try run(["status"], ["--watch"]).standardError, "errors/status watched without a terminal.txt")
        try expectGolden(try project.run(["history"], variables).standardError, "errors/history without services.txt")
    }

    // MARK: open

    @Test func `are opened at their address, which is printed where there is no desktop`() throws {
        let output = try run(["open"])
        #expect(output.text == "http://\(publicAddress):7860\n")
        #expect(output.standardError.isEmpty)
        let document = try document(run(["open"], ["--json"]))
        #expect(document.keys.sorted() == ["cluster", "name", "schema", "service", "url"])
        #expect(document["url"] as? String == "http://\(publicAddress):7860")
        try project.directory.write(
            "imgship.yaml", SampleProject.files + "services: {web: {image: files, cpu: 256, memory: 512, port: 7860}}\n")
        #expect(try project.output(["open", "--cluster", "demo"], variables) == "http://\(publicAddress):7860\n")
        let nothing = try project.run(["open"], variables)
        #expect(nothing.status == 1)
        try expectGolden(nothing.standardError, "errors/open of what does not run.txt")
    }

    /// The browser is a script that keeps what it is told to open.
    @Test func `are shown by the browser of a desktop, unless the address alone is wanted`() throws {
        try project.directory.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" >> '\(project.root)/opened'\n", mode: 0o755)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let desktop = variables.merging(["DISPLAY": ":9", "PATH": "\(project.root)/bin:\(path)"]) { $1 }
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        for more in [["--print"], []] {
            let words = Binary.command(["open"] + Self.place + more, project.variables.merging(desktop) { $1 })
            let output = try Program.run(["timeout", "60", "python3", script] + words + ["--"], directory: project.root)
            #expect(output.text.hasPrefix("http://\(publicAddress):7860\n"))
            #expect(output.text.contains("opened\n") == more.isEmpty)
        }
        // Nobody looks at the standard output of this one.
        _ = try project.run(["open"] + Self.place, desktop)
        #expect(try project.directory.read("opened") == Array("http://\(publicAddress):7860\n".utf8))
    }

    // MARK: logs

    @Test func `print the lines of all tasks in the order of time`() throws {
        let output = try run(["logs"])
        #expect(output.text == "aaaaaaaa/web  one\nbbbbbbbb/web  two\naaaaaaaa/web  three\n")
        #expect(output.standardError.isEmpty)
        #expect(try run(["logs"], ["--filter", "t"]).text == "bbbbbbbb/web  two\naaaaaaaa/web  three\n")
        #expect(try run(["logs"], ["--since", "10s"]).text.isEmpty)
        let lines = try run(["logs"], ["--json"]).text.split(separator: "\n")
        #expect(lines.count == 3)
        let first = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(first.keys.sorted() == ["container", "message", "milliseconds", "schema", "task", "time"])
        try expectGolden(try run(["logs"], ["--since", "soon"]).standardError, "errors/logs since no time.txt")
        try expectGolden(try run(["logs"], ["--container", "wbe"]).standardError, "errors/logs of an unknown container.txt")
    }

    @Test func `end with 130 when Ctrl-C ends a log that is followed`() throws {
        let (output, childOutput) = try ChildProcess.pipe()
        let following = try project.start(["logs", "--follow"] + Self.place, variables, output: childOutput)
        try childOutput.close()
        #expect(try output.line() == "aaaaaaaa/web  one")
        kill(following.identifier, SIGINT)
        #expect(following.wait() == 130)
        try output.close()
    }

    @Test func `end a log that is followed once nobody reads it`() throws {
        let words = Binary.command(["logs", "--follow"] + Self.place, project.variables.merging(variables) { $1 }).map { "'\($0)'" }
        let script = "set -o pipefail; \(words.joined(separator: " ")) | head -n1; echo ${PIPESTATUS[0]}"
        // The first lines may fit into the pipe before it is closed: the next to come ends it.
        let logs = "import time, threading; logs = boto3.client('logs')\n"
        let writer = Task { [self] in
            _ = try python(
                logs + """
                    for number in range(40):
                        logs.put_log_events(logGroupName="/demo/web", logStreamName="web/web/" + "a" * 32,
                            logEvents=[{"timestamp": int(time.time() * 1000), "message": f"more {number}"}])
                        time.sleep(0.25)
                    """)
        }
        let output = try Program.run(["timeout", "60", "bash", "-c", script])
        #expect(output.text == "aaaaaaaa/web  one\n0\n")
        writer.cancel()
    }

    // MARK: tasks

    @Test func `run a task to its end, and pass its exit code on`() throws {
        let output = try run(["task", "run"], ["--var", "BATCH=7", "--cpu", "512", "--memory", "1024", "--", "./migrate", "--all"])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardError.contains("task   stopped\n"))
        let overrides = try python(
            """
            arns = ecs.list_tasks(cluster="demo", startedBy="imgship")["taskArns"]
            print(ecs.describe_tasks(cluster="demo", tasks=arns)["tasks"][0]["overrides"]["containerOverrides"])
            """)
        #expect(overrides.contains("'command': ['./migrate', '--all']"))
        #expect(overrides.contains("'environment': [{'name': 'BATCH', 'value': '7'}]"))
    }

    @Test func `start a task and do not wait`() throws {
        let arn = try run(["task", "run"], ["--no-wait"]).text
        #expect(arn.wholeMatch(of: /arn:aws:ecs:us-east-1:123456789012:task\/demo\/[0-9a-f-]{36}\n/) != nil)
        let document = try document(run(["task", "run"], ["--no-wait", "--json"]))
        #expect(document.keys.sorted() == ["cluster", "container", "exitCode", "name", "schema", "service", "task"])
    }

    @Test func `stop the task at Ctrl-C`() throws {
        let (error, childError) = try ChildProcess.pipe()
        let running = try project.start(["task", "run"] + Self.place, variables, error: childError)
        try childError.close()
        #expect(try error.line().hasPrefix("task   "))
        kill(running.identifier, SIGINT)
        #expect(running.wait() == 130)
        try error.close()
        let reason = try python(
            """
            arns = ecs.list_tasks(cluster="demo", startedBy="imgship", desiredStatus="STOPPED")["taskArns"]
            print(ecs.describe_tasks(cluster="demo", tasks=arns)["tasks"][0]["stoppedReason"])
            """)
        #expect(reason == "imgship: interrupted\n")
    }

    // MARK: scale, exec, prune, doctor

    @Test func `are scaled, unless Application Auto Scaling does it`() throws {
        #expect(try run(["scale"], ["3"]).standardError == "scaled web: 3 tasks, after 1\n")
        #expect(try python("print(ecs.describe_services(cluster='demo', services=['web'])['services'][0]['desiredCount'])") == "3\n")
        try expectGolden(try run(["scale"], ["--bounds", "1-2"]).standardError, "errors/scale bounds of nothing.txt")
        _ = try python(
            """
            boto3.client("application-autoscaling").register_scalable_target(
                ServiceNamespace="ecs", ResourceId="service/demo/web", ScalableDimension="ecs:service:DesiredCount",
                MinCapacity=1, MaxCapacity=4)
            """)
        let refused = try run(["scale"], ["9"])
        #expect(refused.status == 5)
        try expectGolden(refused.standardError, "errors/scale of a scaled service.txt")
        #expect(try run(["scale"], ["--bounds", "2-6"]).standardError == "scaled web: 3 tasks, as before; scaled from 2 to 6\n")
        for words in [["many"], [], ["--bounds", "6-2"], ["9999"]] { #expect(try run(["scale"], words).status == 2, "\(words)") }
    }

    @Test func `say why no session can be opened`() throws {
        let output = try run(["exec"])
        #expect(output.status == 5)
        try expectGolden(output.standardError, "errors/exec that is off.txt")
    }

    @Test func `are looked over by doctor`() throws {
        let output = try project.run(["doctor", "--cluster", "demo"], variables)
        #expect(output.text.contains("ok    cluster demo"))
        #expect(output.text.contains("ok    clock"))
        #expect(output.text.contains("warn  role AWSServiceRoleForECS"))
        let nowhere = try project.run(["doctor", "--cluster", "nowhere", "--json"], variables)
        #expect(nowhere.status == 1)
        #expect(nowhere.text.contains(#""state":"fail""#))
        let nobody = try project.run(["doctor"], ["AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"])
        #expect(nobody.status == 1)
        #expect(nobody.text.contains("fail  credentials"))
    }

    @Test func `stand on a network, a stack and quotas, which doctor looks at`() throws {
        try project.directory.write(
            "imgship.yaml", SampleProject.files + "services: {web: {image: files, cpu: 256, memory: 512, port: 7860}}\n")
        let text = try project.run(["doctor", "--cluster", "demo"], variables).text
        #expect(text.contains("ok    disk"))
        #expect(text.contains("in account 123456789012, from environment"))
        #expect(text.contains("warn  stack sample"))
        #expect(text.contains("ok    network "))
        #expect(text.contains("the default one of us-east-1, vpc-"))
        // moto has no quotas of Fargate.
        #expect(text.contains("warn  quota Fargate vCPU"))
        #expect(text.contains("the services ask for 0.25, and 0.5 at most"))
    }

    @Test func `have a policy of their own`() throws {
        try project.directory.write(
            "imgship.yaml",
            SampleProject.files + "registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com/team\n"
                + "services: {web: {image: files, cpu: 256, memory: 512, port: 80}}\n")
        try expectGolden(try project.output(["doctor", "--iam"], variables), "policy.json")
    }

    @Test func `have a local store that is pruned`() throws {
        try project.output(["build", "--quiet"])
        let output = try project.run(["prune", "--local"])
        #expect(output.standardError == "gone   0 blobs, 0 B\n")
        #expect(try project.output(["prune", "--local", "--json"]).contains(#""local":{"blobs":0,"bytes":0}"#))
    }
}
