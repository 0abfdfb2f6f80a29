import AWS
import Configuration
import JSON
import OCI
import TestSupport
import Testing

@testable import Release

@Suite struct `Composing a service` {
    @Test func `mounts EFS with encryption, access point and the task's role`() throws {
        let service = try Flagship.service(
            """
            cpu: 256
            memory: 512
            task-role: files
            volumes: {data: {efs: fs-0123456789abcdef0, access-point: fsap-0123456789abcdef0, iam: true}, scratch: {}}
            mounts: [data:/data:ro, scratch:/tmp]
            """)
        #expect(
            service.task.volumes == [
                [
                    "name": "data",
                    "efsVolumeConfiguration": [
                        "fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED",
                        "authorizationConfig": ["accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED"],
                    ],
                ], ["name": "scratch"],
            ])
        #expect(service.task.taskRole == "arn:aws:iam::123456789012:role/files")
        try expectAccepted(service)
    }

    @Test(arguments: [
        ("secret:llm-chat/openai", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf"),
        ("secret:llm-chat/openai#key", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf:key::"),
        ("{secret: llm-chat/openai, version: v9}", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf:::v9"),
        (
            "{secret: llm-chat/openai, key: k, stage: AWSPREVIOUS}",
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf:k:AWSPREVIOUS:"
        ),
        ("arn:aws:secretsmanager:eu-west-1:1:secret:x-aB3dEf", "arn:aws:secretsmanager:eu-west-1:1:secret:x-aB3dEf"),
        ("ssm:/chat/level", "arn:aws:ssm:eu-west-1:123456789012:parameter/chat/level"),
        ("ssm:level", "arn:aws:ssm:eu-west-1:123456789012:parameter/level"),
    ])
    func `says where secrets are as ECS wants it`(_ written: String, _ source: String) throws {
        let service = try Flagship.service("cpu: 256\nmemory: 512\nsecrets: {KEY: \(written)}")
        #expect(service.task.containers[0].secrets == ["KEY": source])
        #expect(SecretARN(source) != nil)
    }

    @Test func `puts containers in order, with conditions, on capacity providers`() throws {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}, frontend: {base: b}}
            services:
              chat:
                cpu: 1024
                memory: 2048
                architecture: arm64
                ephemeral-storage: 30
                exec: true
                task-role: chat
                capacity: [{provider: FARGATE, base: 1}, {provider: FARGATE_SPOT, weight: 3}]
                containers:
                  web: {image: frontend, port: 7860, env: {BACKEND_URL: "http://localhost:8000"}, depends-on: {api: healthy}}
                  api:
                    image: backend
                    port: 8000
                    stop-timeout: 90s
                    init: false
                    health: {shell: "true", interval: 5s, retries: 2}
            """
        let service = try Flagship.composed(["chat"], text: text)[0]
        try expectGolden(JSONValue.object(service.task.fields).text(.indented) + "\n", "chat.task.json")
        #expect(
            service.service?.capacity == [
                ["capacityProvider": "FARGATE", "base": 1, "weight": 0], ["capacityProvider": "FARGATE_SPOT", "weight": 3],
            ])
        #expect(service.service?.launchType == nil)
        #expect(service.service?.connect == nil)
        try expectAccepted(service)
    }

    @Test func `replaces images of a task definition of AWS's own`() throws {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}}
            services:
              web: {task-definition: task.json, service-definition: service.json, image: backend, desired: 5}
            """
        let service = try Flagship.composed(
            ["web"], text: text, files: ["task.json": Checkout.sample("described.json"), "service.json": Checkout.sample("service.json")])[
                0]
        let image = try Flagship.image("backend", port: 8000).reference.description
        #expect(service.task.containers.map(\.image) == [image, "public.ecr.aws/envoy:1"])
        #expect(service.task.family == "shop")
        #expect(service.serviceName == "shop-web")
        #expect(service.cluster == "shop")
        #expect(service.service?.desired == 5)
        #expect(service.service?.fields["keyOfTomorrow"] == ["on": true])
        #expect(service.service?.deployment["deploymentCircuitBreaker"] == ["enable": true, "rollback": true])
    }

    @Test func `takes stack outputs and other services' addresses`() throws {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}, frontend: {base: b}}
            services:
              backend: {image: backend, port: 8000, cpu: 256, memory: 512, service-connect: {alias: api, port: 80}}
              frontend:
                image: frontend
                cpu: 256
                memory: 512
                after: [backend]
                env: {URL: "http://${service:backend}/v1", TABLE: "${stack:Table}", TEXT: "$${stack", LOST: "${stack:Tabel}"}
            """
        var facts = try Flagship.facts()
        facts.outputs = ["Table": "chats-1A2B"]
        let services = try Flagship.composed(text: text, facts: facts)
        let environment = services[1].task.containers[0].environment
        #expect(environment["URL"] == "http://api:80/v1")
        #expect(environment["TABLE"] == "chats-1A2B")
        #expect(environment["TEXT"] == "${stack")
        #expect(services[1].findings.map(\.remedy) == ["did you mean 'Table'?"])
        #expect(services[1].service?.connect == ["enabled": true, "namespace": "llm-chat"])
        let alias = services[0].service?.connect?["services"]?.array?.first?["clientAliases"]
        #expect(alias == [["port": 80, "dnsName": "api"]])
        try expectAccepted(services[0])
    }

    @Test func `of a running one says only what the file says`() throws {
        var facts = try Flagship.facts()
        let first = try Flagship.composed(facts: facts)
        facts.running = Dictionary(uniqueKeysWithValues: first.map { ($0.name, Flagship.running($0)) })
        let again = try Flagship.composed(facts: facts)
        #expect(again[0].service?.fields["launchType"] == nil)
        #expect(again[0].service?.fields["networkConfiguration"] == nil)
        #expect(again[0].service?.desired == nil)
    }

    @Test func `switches alarms off by an empty list, and sets a breaker's threshold back`() throws {
        let watched = "cpu: 512\nmemory: 1024\ndeployment: {alarms: [errors], circuit-breaker: {threshold: 7}}"
        var facts = try Flagship.facts()
        facts.running["backend"] = Flagship.running(try Flagship.service(watched))
        let service = try Flagship.service("cpu: 512\nmemory: 1024\ndeployment: {alarms: [], circuit-breaker: rollback}", facts: facts)
        let update = ServicePlan(service).parameters["deploymentConfiguration"]
        #expect(update?["alarms"] == ["alarmNames": [], "enable": false, "rollback": false])
        #expect(
            update?["deploymentCircuitBreaker"]
                == ["enable": true, "rollback": true, "thresholdConfiguration": ["type": "BOUNDED_PERCENT", "value": 50]])
        try expectAccepted(service)
        // Once it is so, nothing is left to be changed.
        var after = try Flagship.service(watched)
        after.service?.fields["deploymentConfiguration"] = .object(service.effective.deployment)
        facts.running["backend"] = Flagship.running(after)
        let again = try Flagship.service("cpu: 512\nmemory: 1024\ndeployment: {alarms: [], circuit-breaker: rollback}", facts: facts)
        #expect(ServicePlan(again).action == .nothing)
    }

    @Test func `says what the file does not speak of any more`() throws {
        let before = "cpu: 512\nmemory: 1024\nexec: true\ncapacity: [{provider: FARGATE_SPOT}]\ndeployment: {alarms: [errors]}"
        var facts = try Flagship.facts()
        facts.running["backend"] = Flagship.running(try Flagship.service(before))
        let silent = try Flagship.service("cpu: 512\nmemory: 1024", facts: facts)
        #expect(ServicePlan(silent).parameters.isEmpty)
        let said = silent.findings.filter { $0.rule == "says-nothing" }
        #expect(said.map(\.severity) == [.warning, .warning, .warning])
        #expect(
            said.map(\.what) == [
                "the file says nothing of its 'exec'", "the file says nothing of its capacity providers",
                "the file says nothing of its alarms",
            ])
        #expect(said.last?.remedy == "'alarms: []' takes it away")
        #expect(try Flagship.service(before, facts: facts).findings.isEmpty)
        // Of a service that others look after, a file may say as little as it likes.
        facts.running["backend"]?.service.fields["tags"] = []
        #expect(try Flagship.service("cpu: 512\nmemory: 1024", facts: facts).findings.isEmpty)
    }

    @Test func `refuses a service that is not in the file`() throws {
        #expect(throws: DefinitionError(.unknownService("backen", among: ["backend", "frontend"]), "imgship.yaml")) {
            try Flagship.composed(["backen"])
        }
    }

    @Test func `pins the images of AWS's own files when they were found`() throws {
        let task = try DefinitionFile.task("d") { _ in try Checkout.sample("dependencies.json") }
        let service = ComposedService(name: "app", cluster: "c", serviceName: "app", task: task)
        #expect(service.unpinnedImages.keys.sorted() == ["app", "envoy"])
        let pinned = try service.pinned(["app": Flagship.image("app", port: 9080), "envoy": Flagship.image("envoy", port: 1)])
        #expect(pinned.unpinnedImages.isEmpty)
        #expect(pinned.task.containers[0].secrets == task.containers[0].secrets)
    }

    @Test func `makes tags of whatever a runner calls itself`() throws {
        let tags = try Flagship.composed(["backend"])[0].task.fields["tags"]?.array ?? []
        #expect(tags.contains(["key": "imgship:actor", "value": "github-actions_bot_"]))
    }

    @Test func `takes a service that no file describes`() throws {
        let described = try JSONValue(parsing: Checkout.sample("described.json"), name: "").object?["taskDefinition"]?.object ?? [:]
        let running = RunningService(description: ["serviceName": "shop", "desiredCount": 2, "status": "ACTIVE"], task: described)
        let composed = try ReleaseComposer.compose(
            running: running, cluster: "shop", images: ["web": try Flagship.image("web", port: 80)])
        let plan = ServicePlan(composed)
        #expect(plan.registration?.containers[0].fields["futureSwitch"] == running.task.containers[0].fields["futureSwitch"])
        #expect(plan.update(revision: "arn:new") == ["cluster": "shop", "service": "shop", "taskDefinition": "arn:new"])
        #expect(plan.changes.count == 1)
    }

    private func expectAccepted(_ service: ComposedService, sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard ECSJudge.isThere else { return }
        #expect(try ECSJudge.complaints("RegisterTaskDefinition", service.task.fields) == [], sourceLocation: sourceLocation)
        #expect(try ECSJudge.complaints(on: service.task.fields) == [], sourceLocation: sourceLocation)
        let creation = ServicePlan(service).creation(revision: "arn:aws:ecs:r:a:task-definition/f:1", token: "t")
        #expect(try ECSJudge.complaints("CreateService", creation) == [], sourceLocation: sourceLocation)
        #expect(ReleaseChecks.findings(in: [service]).filter { $0.severity == .error } == [], sourceLocation: sourceLocation)
    }
}
