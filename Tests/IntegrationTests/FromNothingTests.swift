import Foundation
import TestSupport
import Testing

/// Judged by boto3, which asks the same world as imgship: moto with its gaps filled, and docker-registry.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "moto[server] and docker-registry are needed: Scripts/setup test"))
struct `From an empty account` {
    @Test func `stack, secret, images and services come up one after the other, and the second time nothing changes`() throws {
        let account = try EmptyAccount()
        let steps: [(arguments: [String], input: String)] = [
            (["infra", "apply", "--yes"], ""), (["secret", "set", "llm-chat/openai"], "sk-test"), (["ship", "--tag", "1"], ""),
            (["status"], ""),
        ]
        for step in steps {
            let output = try account.run(step.arguments, input: step.input)
            #expect(output.status == 0, "\(step.arguments): \(output.standardError)")
        }
        try expectChat(in: account)
        for tag in ["running-llm-chat.backend.backend", "running-llm-chat.frontend.frontend", "deployed-"] {
            #expect(try account.sent.contains { $0.contains("/manifests/\(tag)") }, "\(tag)")
        }

        let (changes, sent) = (try account.world.changes, try account.sent)
        let again = try steps.map { try account.run($0.arguments, input: $0.input) }
        #expect(again.map(\.status) == [0, 0, 0, 0])
        let words = ["nothing to change", "has that value already", Self.nothing]
        for (output, words) in zip(again, words) { #expect(output.standardError.contains(words), "\(output.standardError)") }
        // A change set has to be made to be seen to be empty.
        let harmless = ["cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet"]
        #expect(try account.world.changes.dropFirst(changes.count).filter { !harmless.contains($0) } == [])
        let resent = try Array(account.sent.dropFirst(sent.count))
        #expect(resent == [])
    }

    @Test func `one command brings all of it up, and the second time says that nothing was changed`() throws {
        let account = try EmptyAccount(isNew: true)
        _ = try account.run(["secret", "set", "llm-chat/openai"], input: "sk-test")
        let first = try account.run(["up", "--yes", "--tag", "1"])
        #expect(first.status == 0, "\(first.standardError)")
        try expectChat(in: account)
        let url = try #require(first.text.split(separator: "\n").last)
        #expect(url.hasPrefix("http://") && url.hasSuffix(".elb.amazonaws.com:7860"))
        let made = try account.world.changes.filter { $0 == "iam:CreateServiceLinkedRole" }
        #expect(made.count == 3 && first.standardError.contains("made the role AWSServiceRoleForECS"))

        let (changes, sent) = (try account.world.changes, try account.sent)
        let again = try account.run(["up", "--tag", "1", "--json"])
        #expect(again.status == 0, "\(again.standardError)")
        #expect(again.standardError.contains("nothing was changed: the stack, the images and the services are as they are wanted"))
        let document = try JSONDecoder().decode(UpOutcome.self, from: Data(again.text.utf8))
        #expect(document.outcome == "unchanged")
        #expect(document.stack?.action == "none")
        #expect(document.urls == ["frontend": [String(url)]])
        let harmless = ["cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet"]
        #expect(try account.world.changes.dropFirst(changes.count).filter { !harmless.contains($0) } == [])
        let resent = try Array(account.sent.dropFirst(sent.count))
        #expect(resent == [])

        let plan = try account.run(["up", "--dry-run"])
        #expect(plan.status == 0, "\(plan.standardError)")
        #expect(plan.text == "stack llm-chat: nothing to change\n\nbackend: no change\n\nfrontend: no change\n\n" + Self.nothing + "\n")
    }

    private static let nothing = "nothing to release: everything runs as it is wanted"

    @Test func `a missing secret is refused before anything is changed, with the command that sets it`() throws {
        let account = try EmptyAccount()
        let output = try account.run(["up", "--yes", "--env", "production"])
        #expect(output.status == 5)
        try expectGolden(output.standardError, "errors/up without a secret.txt")
        #expect(try account.world.changes == [])
        #expect(try account.sent == [])
        let document = try account.run(["up", "--yes", "--env", "production", "--json"]).text
        #expect(document.contains(#""missingSecrets":["llm-chat/"#) && document.contains(#""outcome":"refused""#), "\(document)")
    }

    @Test func `a missing secret is asked for at a terminal, and is not shown`() throws {
        let account = try EmptyAccount()
        let output = try account.run(
            ["up", "--no-wait", "--tag", "1"],
            answering: ["Value of llm-chat/openai: ", "sk-secret", "make this? [y/N] ", "y", "release this? [y/N] ", "y"])
        #expect(output.status == 0, "\(output.text)")
        #expect(!output.text.contains("sk-secret"))
        let value = try account.world.boto3(
            "print(secretsmanager.get_secret_value(SecretId='llm-chat/openai')['SecretString'])", clients: ["secretsmanager"])
        #expect(value == "sk-secret\n")
    }

    @Test func `a stack that fails stops it with the cause, and nothing is built or pushed`() throws {
        let account = try EmptyAccount(denying: ["elbv2:CreateLoadBalancer"])
        _ = try account.run(["secret", "set", "llm-chat/openai"], input: "sk-test")
        let output = try account.run(["up", "--yes", "--tag", "1"])
        #expect(output.status == 3, "\(output.standardError)")
        #expect(output.standardError.contains("is not authorized to perform: elbv2:CreateLoadBalancer"))
        #expect(!output.standardError.contains("built"))
        #expect(try account.sent == [])
        #expect(try !account.world.changes.contains { $0.hasPrefix("ecs:") })
    }

    @Test func `what it would do is told before, and nothing of it is done`() throws {
        let account = try EmptyAccount()
        let output = try account.run(["up", "--dry-run"])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.text.contains("LoadBalancer"))
        #expect(output.standardError.contains("run `imgship secret set llm-chat/openai`"))
        let harmless = ["cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack"]
        #expect(try account.world.changes.filter { !harmless.contains($0) } == [])
        #expect(try account.world.boto3("print(cloudformation.describe_stacks()['Stacks'])", clients: ["cloudformation"]) == "[]\n")
    }

    /// The chat application runs as its file says, as boto3 sees it.
    private func expectChat(in account: EmptyAccount) throws {
        let script = """
            cluster = ecs.describe_clusters(clusters=["llm-chat"], include=["SETTINGS"])["clusters"][0]
            print(cluster["status"], *cluster["capacityProviders"])
            for name in ("backend", "frontend"):
                service = ecs.describe_services(cluster="llm-chat", services=[name])["services"][0]
                deployment = ecs.describe_service_deployments(serviceDeploymentArns=[service["currentServiceDeployment"]])["serviceDeployments"][0]
                task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
                image = task["containerDefinitions"][0]["image"]
                print(name, service["runningCount"], deployment["status"], task["cpu"], task["memory"], "@sha256:" in image,
                    service["deploymentConfiguration"]["deploymentCircuitBreaker"]["rollback"], service.get("healthCheckGracePeriodSeconds"))
            groups = elbv2.describe_target_groups()["TargetGroups"]
            health = elbv2.describe_target_health(TargetGroupArn=groups[0]["TargetGroupArn"])["TargetHealthDescriptions"]
            listener = elbv2.describe_listeners(LoadBalancerArn=groups[0]["LoadBalancerArns"][0])["Listeners"][0]
            print(len(groups), groups[0]["TargetType"], [target["Target"]["Port"] for target in health], listener["Port"])
            print(*sorted(repository["repositoryName"] for repository in ecr.describe_repositories()["repositories"]))
            target = application_autoscaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"][0]
            print(target["ResourceId"], target["MinCapacity"], target["MaxCapacity"])
            """
        let found = try account.world.boto3(script, clients: ["ecs", "elbv2", "ecr", "application-autoscaling"])
        let expected = """
            ACTIVE FARGATE FARGATE_SPOT
            backend 1 SUCCESSFUL 512 1024 True True None
            frontend 1 SUCCESSFUL 512 2048 True True 60
            1 ip [7860] 7860
            llm-chat/backend llm-chat/frontend
            service/llm-chat/frontend 1 4

            """
        #expect(found == expected)
    }
}

/// What `imgship up --json` is promised to print.
private struct UpOutcome: Decodable {
    struct Stack: Decodable {
        let action: String
    }
    let schema: Int
    let outcome: String
    let stack: Stack?
    let urls: [String: [String]]
}
