import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `A release plan` {
    /// The chat as it runs, and the same file with other facts.
    private func release(
        _ text: String? = nil, isScaled: Bool = false, isForced: Bool = false, change: (inout ReleaseFacts) throws -> Void = { _ in }
    ) throws -> ReleasePlan {
        var facts = try Flagship.facts()
        let first = try Flagship.composed(facts: facts)
        facts.running = Dictionary(uniqueKeysWithValues: first.map { ($0.name, Flagship.running($0, isScaled: isScaled)) })
        try change(&facts)
        return ReleasePlan(try Flagship.composed(text: text, facts: facts), isForced: isForced)
    }

    private func expectGolden(_ plan: ReleasePlan, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try TestSupport.expectGolden(PlanText(plan).text + "\n", "plan-\(name).txt", sourceLocation: sourceLocation)
        try TestSupport.expectGolden(PlanMarkdown(plan).text, "plan-\(name).md", sourceLocation: sourceLocation)
        try TestSupport.expectGolden(PlanDocument.json(plan).text(.indented) + "\n", "plan-\(name).json", sourceLocation: sourceLocation)
    }

    @Test func `makes what is not there yet, what is named first`() throws {
        let plan = ReleasePlan(try Flagship.composed(["frontend", "backend"]))
        #expect(plan.waves == [["backend"], ["frontend"]])
        #expect(plan.services.map(\.action) == [.create, .create])
        try expectGolden(plan, "create")
    }

    @Test func `does nothing when nothing changed`() throws {
        let plan = try release()
        #expect(plan.isEmpty)
        #expect(plan.services.allSatisfy { $0.registration == nil && $0.parameters.isEmpty && !$0.deploys })
        try expectGolden(plan, "nothing")
    }

    @Test func `does nothing for the same digest under another tag`() throws {
        let plan = try release { $0.images[.built("backend")] = try Flagship.image("backend", port: 8000, tag: "v2") }
        #expect(plan.isEmpty)
    }

    @Test func `says what changes in words`() throws {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}, frontend: {base: b}}
            services:
              backend:
                image: backend
                cpu: 1024
                memory: 2048
                port: 8000
                env: {OPENAI_MODEL: gpt-5, SESSION_KEY: "abc", DATABASE_URL: "postgres://chat:hunter2@db/chat", PROMPT: "You are a helpful assistant who answers in rhymes, in every language there is"}
                secrets: {OPENAI_API_KEY: "secret:llm-chat/openai#key"}
                health: {path: /healthz}
                deployment: {minimum: 100, maximum: 200, circuit-breaker: rollback}
              frontend:
                after: [backend]
                cpu: 512
                memory: 2048
                desired: 3
                containers:
                  frontend: {image: frontend, port: 7860, env: {BACKEND_URL: "http://backend:8000"}, health: {path: /healthz}}
                  metrics: {image: "registry.example/metrics:1", essential: false, depends-on: {frontend: start}}
                load-balancer: {listen: 7860, grace: 90s, container: frontend}
            """
        let plan = try release(text) { facts in
            facts.images[.built("backend")] = try Flagship.image("backend", port: 8000, seed: "2", tag: "v2")
            facts.images[.reference("registry.example/metrics:1")] = try Flagship.image("metrics", port: 9000)
            facts.running["backend"]?.service.fields["desiredCount"] = 2
        }
        #expect(plan.services[0].arithmetic == RolloutArithmetic(desired: 2, minimumPercent: 100, maximumPercent: 200))
        let rendered = PlanText(plan).text + PlanMarkdown(plan).text + PlanDocument.json(plan).text()
        #expect(!rendered.contains("hunter2") && !rendered.contains("abc\""))
        try expectGolden(plan, "update")
    }

    @Test func `leaves the number of tasks to auto scaling`() throws {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}}
            services:
              backend: {image: backend, cpu: 256, memory: 512, desired: 5}
            """
        var facts = try Flagship.facts()
        let first = try Flagship.composed(["backend"], text: text, facts: facts)[0]
        var running = Flagship.running(first, isScaled: true)
        running.service.fields["desiredCount"] = 9
        facts.running = ["backend": running]
        #expect(ReleasePlan(try Flagship.composed(["backend"], text: text, facts: facts)).isEmpty)
        facts.running["backend"]?.isScaled = false
        let plan = ServicePlan(try Flagship.composed(["backend"], text: text, facts: facts)[0])
        #expect(plan.parameters == ["desiredCount": 5])
        #expect(!plan.deploys)
    }

    @Test func `replaces the tasks when it is told to`() throws {
        let plan = try release(isForced: true)
        #expect(plan.services.map(\.action) == [.update, .update])
        #expect(plan.services[0].update(revision: nil) == ["cluster": "llm-chat", "service": "backend", "forceNewDeployment": true])
        try expectGolden(plan, "forced")
    }

    @Test func `sends only what changes, and what others set along with it`() throws {
        let running = RunningService(
            description: [
                "status": "ACTIVE", "desiredCount": 2, "launchType": "FARGATE", "healthCheckGracePeriodSeconds": 0,
                "deploymentConfiguration": [
                    "maximumPercent": 200, "minimumHealthyPercent": 100, "strategy": "ROLLING", "bakeTimeInMinutes": 0,
                    "deploymentCircuitBreaker": ["enable": false, "rollback": false],
                ],
                "networkConfiguration": [
                    "awsvpcConfiguration": ["subnets": ["b", "a"], "securityGroups": [], "assignPublicIp": "DISABLED"]
                ],
            ], task: [:])
        let wanted = ServiceDefinition([
            "serviceName": "s", "launchType": "FARGATE", "healthCheckGracePeriodSeconds": 0, "loadBalancers": [],
            "enableExecuteCommand": false,
            "deploymentConfiguration": ["deploymentCircuitBreaker": ["enable": true, "rollback": true]], "placementStrategy": .null,
            "networkConfiguration": ["awsvpcConfiguration": ["subnets": ["a", "b"]]],
        ])
        let difference = ServiceDifference(from: running, to: wanted, decidesCount: true)
        #expect(Set(difference.update.keys) == ["deploymentConfiguration"])
        #expect(difference.update["deploymentConfiguration"]?["bakeTimeInMinutes"] == 0)
        #expect(difference.update["deploymentConfiguration"]?["deploymentCircuitBreaker"] == ["enable": true, "rollback": true])
        #expect(difference.changes.map(\.label) == ["circuit breaker", "rollback of the breaker"])
    }

    @Test func `judges percentages with what the service has already`() throws {
        var facts = try Flagship.facts()
        var running = Flagship.running(try Flagship.composed(["backend"])[0])
        running.service.fields["deploymentConfiguration"] = ["minimumHealthyPercent": 0, "maximumPercent": 100]
        facts.running = ["backend": running]
        let breaker = "cpu: 512\nmemory: 1024\ndeployment: {circuit-breaker: rollback}"
        let service = try Flagship.service(breaker, facts: facts)
        #expect(service.effective.maximumPercent == 100)
        #expect(ReleaseChecks.findings(in: [service]).filter { $0.severity == .error } == [])
    }

    @Test func `takes a namespace's ARN for its name`() throws {
        let arn: JSONValue = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1"
        let plan = try release { $0.running["backend"]?.service.fields["serviceConnectConfiguration"]?["namespace"] = arn }
        #expect(plan.isEmpty)
    }

    @Test func `takes away with an empty list, and keeps with null`() throws {
        let balancers: JSONValue = [["targetGroupArn": "arn", "containerName": "a", "containerPort": 1]]
        let running = RunningService(description: ["status": "ACTIVE", "loadBalancers": balancers], task: [:])
        let update = { (value: JSONValue) in
            ServiceDifference(from: running, to: ServiceDefinition(["loadBalancers": value]), decidesCount: true).update
        }
        #expect(update([]) == ["loadBalancers": []])
        #expect(update(.null) == [:])
        #expect(update(balancers) == [:])
    }

    @Test func `moves a service to capacity providers and back`() throws {
        let capacity = "capacity: [{provider: FARGATE_SPOT, weight: 1}]"
        let base = "cpu: 256\nmemory: 512\n"
        var facts = try Flagship.facts()
        let onFargate = try Flagship.service(base)
        facts.running = ["backend": Flagship.running(onFargate)]
        let there = ServicePlan(try Flagship.service(base + capacity, facts: facts))
        #expect(there.parameters["forceNewDeployment"] == true)
        #expect(there.parameters["capacityProviderStrategy"] == [["capacityProvider": "FARGATE_SPOT", "weight": 1]])
        #expect(there.deploys && there.registration == nil)
        facts.running = ["backend": Flagship.running(try Flagship.service(base + capacity))]
        let back = ServicePlan(try Flagship.service(base + "launch-type: fargate", facts: facts))
        #expect(back.parameters["capacityProviderStrategy"] == [])
    }

    @Test func `makes a service anew that was deleted`() throws {
        var facts = try Flagship.facts()
        var running = Flagship.running(try Flagship.composed(["backend"])[0])
        running.service.fields["status"] = "INACTIVE"
        facts.running = ["backend": running]
        let plan = ServicePlan(try Flagship.composed(["backend"], facts: facts)[0])
        #expect(plan.action == .create)
        #expect(plan.parameters["launchType"] == "FARGATE")
    }

    @Test func `runs independent services side by side`() throws {
        let service = { (name: String, after: [String]) in
            var service = ComposedService(name: name, cluster: "c", serviceName: name, task: TaskDefinition([:]))
            service.after = after
            return service
        }
        let plan = ReleasePlan([
            service("d", ["b", "c"]), service("c", ["a"]), service("b", ["a", "elsewhere"]), service("a", []), service("e", []),
        ])
        #expect(plan.waves == [["a", "e"], ["c", "b"], ["d"]])
        // A circle is refused by the checks; here it must only end.
        #expect(ReleasePlan([service("a", ["b"]), service("b", ["a"])]).services.count == 2)
        #expect(ReleasePlan([]).waves == [])
    }

    @Test func `never shows what may be a secret in place of its name`() {
        #expect(ShownValue.source("sk-0123456789") == "(hidden)")
        #expect(ShownValue.source("/chat/key") == "/chat/key")
        #expect(ShownValue.source("arn:aws:ssm:r:1:parameter/chat/key") == "/chat/key")
    }

    @Test(arguments: [
        ("OPENAI_API_KEY", true), ("dbPassword", true), ("GITHUB_TOKEN", true), ("AUTH_HEADER", true), ("X-Api-Key", true),
        ("APIKEY", true),
        ("OPENAI_MODEL", false), ("KEYBOARD", false), ("AUTHOR", false), ("PASSENGERS", false), ("MONKEY", false),
    ])
    func `hides values by the words of their names`(_ name: String, _ isHidden: Bool) {
        #expect(ShownValue.looksSecret(name) == isHidden)
    }
}
