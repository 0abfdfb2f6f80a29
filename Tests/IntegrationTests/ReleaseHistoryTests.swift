import Foundation
import TestSupport
import Testing

/// moto with its gaps filled, rollouts among them; what changes is a variable in AWS's own JSON.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "moto[server] and docker-registry are needed: Scripts/setup test"))
struct `A release and its way back on AWS` {
    private let world: MotoWorld
    private let registry: DockerRegistry
    private let project: SampleProject
    private let head: String
    private let image: String
    private let network: String

    init() throws {
        world = try MotoWorld()
        network = try world.boto3(
            """
            ecs.create_cluster(clusterName='demo')
            trust = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}}]}
            iam.create_role(RoleName='demo', AssumeRolePolicyDocument=json.dumps(trust))
            subnet = ec2.describe_subnets()['Subnets'][0]['SubnetId']
            group = ec2.describe_security_groups()['SecurityGroups'][0]['GroupId']
            print('{subnets: [%s], security-groups: [%s], public-ip: true}' % (subnet, group), end='')
            """, clients: ["ecs", "iam", "ec2"])
        registry = try DockerRegistry()
        let push = try PushProject(registry.domain)
        image = try #require(try push.push(["web", "--tag", "v1"]).images.first?.reference)
        project = push.project
        head = String(decoding: try project.directory.read("imgship.yaml"), as: UTF8.self)
        try write()
    }

    /// - Parameters:
    ///   - values: of a variable in the container of each service.
    ///   - desired: of the first.
    private func write(a: Int = 1, b: Int = 1, desired: Int = 1, more: String = "") throws {
        for (name, value) in ["a": a, "b": b] {
            try project.directory.write(
                "\(name).json",
                """
                {"family": "\(name)", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
                 "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}, "executionRoleArn": "arn:aws:iam::123456789012:role/demo",
                 "containerDefinitions": [{"name": "web", "image": "\(image)",
                  "essential": true, "environment": [{"name": "VALUE", "value": "\(value)"}]}]}
                """)
        }
        try project.directory.write(
            "imgship.yaml",
            """
            \(head)
            services:
              a: {task-definition: a.json, cluster: demo, desired: \(desired), network: \(network)}
              b: {task-definition: b.json, cluster: demo, after: [a], desired: 1, network: \(network)}
            \(more)
            """)
    }

    private func run(_ arguments: [String]) throws -> Program.Output {
        try project.run(arguments, world.variables.merging(["CI": "true", "NO_PROXY": "127.0.0.1"]) { $1 })
    }

    /// Releases, and waits by itself until ECS has done it.
    private func release() throws {
        let output = try run(["release", "--no-wait"])
        #expect(output.status == 0, "\(output.standardError)")
        try settle()
    }

    private func settle() throws {
        _ = try world.boto3(
            """
            import time
            def over():
                found = ecs.describe_services(cluster='demo', services=['a', 'b'])['services']
                arns = [service['currentServiceDeployment'] for service in found]
                states = ecs.describe_service_deployments(serviceDeploymentArns=arns)['serviceDeployments']
                return all(state['status'] not in ('PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS') for state in states)
            while not over(): time.sleep(0.1)
            """, clients: ["ecs"])
    }

    /// `a:1 1, b:2 1`: revisions, and numbers of tasks.
    private func state() throws -> String {
        try world.boto3(
            """
            found = ecs.describe_services(cluster='demo', services=['a', 'b'])['services']
            print(', '.join('%s %d' % (s['taskDefinition'].split('/')[1], s['desiredCount']) for s in found), end='')
            """, clients: ["ecs"])
    }

    @Test func `a rollout that goes on is no success for the next release`() throws {
        try release()
        try world.hold(["b"])
        try write(b: 2)
        #expect(try run(["release", "--no-wait"]).status == 0)
        let plan = try run(["release", "--dry-run"])
        #expect(plan.text.contains("b: no change; the rollout of b:2 goes on"), "\(plan.text)")
        let again = try run(["release", "--timeout", "1s"])
        #expect(again.status == 4, "\(again.standardError)")
        try world.hold([])
        let last = try run(["release"])
        #expect(last.status == 0)
        #expect(last.standardError.contains("b  succeeded"), "\(last.standardError)")
        #expect(try run(["release"]).standardError.contains("nothing to release"))
    }

    @Test func `a rollback takes the services of the last release, and is read back from AWS`() throws {
        try release()
        try write(a: 2)
        try release()
        try write(a: 2, b: 2)
        try release()
        let plan = try run(["rollback", "--dry-run"])
        #expect(plan.text == "b: b:2 -> b:1\na: stays at a:2, which is not of the last release\n", "\(plan.standardError)")
        #expect(try run(["rollback", "--dry-run", "--all"]).text == "b: b:2 -> b:1\na: a:2 -> a:1\n")
        #expect(try run(["rollback", "--no-wait"]).status == 0)
        try settle()
        #expect(try state() == "a:2 1, b:1 1")
        // Not to the one that was just left.
        let next = try run(["rollback", "--dry-run"])
        #expect(
            next.text
                == "b: stays at b:1, which is not of the last release\na: a:2 -> a:1\n", "\(next.text)")
        #expect(try run(["rollback", "b", "--dry-run"]).text.hasPrefix("b: stays at b:1, nothing ran before it"))
    }

    @Test func `Ctrl-C takes back what the release has changed, and nothing else`() throws {
        try release()
        try write(a: 2)
        try release()
        try world.hold(["b"])
        try write(a: 2, b: 2, desired: 2)
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        let variables = project.variables.merging(world.variables) { $1 }.merging(["TERM": "xterm", "NO_PROXY": "127.0.0.1"]) { $1 }
        let answers = ["release this? [y/N] ", "y", "0/1", "^C", "continue (c)? ", "s"]
        let output = try Program.run(
            ["python3", script] + Binary.command(["release"], variables) + ["--"] + answers, directory: project.root)
        #expect(output.status == 130, "\(output.text)")
        #expect(output.text.contains("interrupted; 'a' is back at a:2, 'b' is back at b:1"), "\(output.text)")
        #expect(try state() == "a:2 1, b:1 1")
    }

    /// Services of before 2018, and of accounts that have not chosen otherwise since.
    @Test func `a service that cannot bear tags is released all the same`() throws {
        try release()
        _ = try world.boto3(
            """
            ecs.put_account_setting(name='serviceLongArnFormat', value='disabled')
            network = ecs.describe_services(cluster='demo', services=['a'])['services'][0]['networkConfiguration']
            made = ecs.create_service(cluster='demo', serviceName='old', taskDefinition='a', desiredCount=1, networkConfiguration=network)
            assert made['service']['serviceArn'].endswith(':service/old')
            ecs.put_account_setting(name='serviceLongArnFormat', value='enabled')
            """, clients: ["ecs"])
        try write(more: "  old: {task-definition: b.json, cluster: demo, desired: 1, network: \(network), tags: {team: chat}}")
        let output = try run(["release", "--no-wait"])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(try !world.changes.contains("ecs:TagResource"))
        #expect(try run(["release", "--no-wait"]).status == 0)
    }
}
