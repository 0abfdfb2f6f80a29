import AWS
import Configuration
import Foundation
import JSON
import OCI
import TestSupport

@testable import Release

/// The project at the root of the repository, with facts as AWS and a registry would give them.
enum Flagship {
    static let registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat"
    static let targetGroup = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/llm-chat-frontend/943f017f100becff"

    static func project(_ text: String? = nil, environment: String? = nil, variables: [String: String] = [:]) throws -> ProjectFile {
        let text = try text ?? String(contentsOf: Checkout.root.appendingPathComponent("imgship.yaml"), encoding: .utf8)
        return try ProjectFile.load(text: text, file: "imgship.yaml", environment: environment, variables: variables)
    }

    static func destination(environment: String? = nil) throws -> Destination {
        Destination(project: "llm-chat", environment: environment, region: try Region("eu-west-1"), account: "123456789012")
    }

    /// - Parameter seed: another one is another build.
    static func image(_ name: String, port: Int, seed: String = "1", tag: String = "v1", platforms: [Platform]? = nil) throws
        -> ResolvedImage
    {
        var config = ContainerConfig()
        config.exposedPorts = ["\(port)/tcp"]
        config.healthcheck = Healthcheck(test: ["CMD", "/opt/venv/bin/python", "/app/healthcheck.py"])
        config.healthcheck?.interval = .seconds(10)
        config.healthcheck?.timeout = .seconds(1)
        config.healthcheck?.startPeriod = .seconds(20)
        let digest = Digest(of: Array("\(name) \(seed)".utf8))
        return ResolvedImage(
            try ImageReference("\(registry)/\(name):\(tag)").pinned(to: digest), platforms: platforms ?? [.linuxAMD64, .linuxARM64],
            config: config)
    }

    static func facts() throws -> ReleaseFacts {
        var facts = ReleaseFacts()
        facts.images = [.built("frontend"): try image("frontend", port: 7860), .built("backend"): try image("backend", port: 8000)]
        facts.secrets = ["llm-chat/openai": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai-AbCdEf"]
        facts.executionRole = "arn:aws:iam::123456789012:role/llm-chat-execution"
        facts.taskRoles = ["backend": "arn:aws:iam::123456789012:role/llm-chat-backend"]
        facts.targetGroups = ["frontend": targetGroup]
        facts.network = TaskNetwork(subnets: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"], securityGroups: ["sg-0a1b2c3d"], publicIP: true)
        facts.namespace = "llm-chat"
        return facts
    }

    static func composed(
        _ names: [String] = ["backend", "frontend"], text: String? = nil, environment: String? = nil, facts: ReleaseFacts? = nil,
        variables: [String: String] = [:], files: [String: [UInt8]] = [:]
    ) throws -> [ComposedService] {
        let provenance = Provenance(commit: "a1b2c3d", branch: "main", actor: "github-actions[bot]")
        let composer = ReleaseComposer(
            try project(text, environment: environment, variables: variables), to: try destination(environment: environment),
            facts: try facts ?? Self.facts(), provenance: provenance
        ) { path in files[path] ?? [] }
        return try composer.compose(names)
    }

    /// A project of one service with these further lines in it.
    static func service(_ lines: String, facts: ReleaseFacts? = nil) throws -> ComposedService {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}}
            services:
              backend:
                image: backend

            """
        let body = lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        let services = try composed(["backend"], text: text + body + "\n", facts: facts)
        guard let service = services.first else { throw CocoaError(.fileNoSuchFile) }
        return service
    }

    /// What the service would be if this release had gone through, as AWS describes it.
    static func running(_ composed: ComposedService, revision: Int = 41, isScaled: Bool = false) -> RunningService {
        var task = composed.task.fields
        task["tags"] = nil
        task["taskDefinitionArn"] = .string(
            "arn:aws:ecs:eu-west-1:123456789012:task-definition/\(composed.task.family ?? ""):\(revision)")
        task["revision"] = JSONValue(revision)
        task["status"] = "ACTIVE"
        var service = composed.service?.fields ?? [:]
        service["status"] = "ACTIVE"
        service["deployments"] = [
            ["status": "PRIMARY", "serviceConnectConfiguration": service["serviceConnectConfiguration"] ?? .null]
        ]
        service["serviceConnectConfiguration"] = nil
        return RunningService(description: service, task: AWSDefaults.filled(task), isScaled: isScaled)
    }
}

/// What AWS adds to a definition, as the examples of `describe-task-definition` in its command reference show it.
enum AWSDefaults {
    static func filled(_ task: JSONObject) -> JSONObject {
        var task = task
        for key in ["volumes", "placementConstraints"] where task[key] == nil { task[key] = [] }
        let containers = (task["containerDefinitions"]?.array ?? []).compactMap(\.object).map { container in
            var container = container
            if container["cpu"] == nil { container["cpu"] = 0 }
            for key in ["environment", "mountPoints", "volumesFrom", "portMappings", "systemControls"] where container[key] == nil {
                container[key] = []
            }
            for key in ["environment", "secrets"] { container[key] = (container[key]?.array).map { .array($0.reversed()) } }
            container["portMappings"] = .array(
                (container["portMappings"]?.array ?? []).map { mapping in
                    var mapping = mapping
                    mapping["hostPort"] = mapping["containerPort"]
                    mapping["protocol"] = mapping["protocol"] ?? "tcp"
                    return mapping
                })
            if var check = container["healthCheck"]?.object {
                for (key, value) in ["interval": 30, "timeout": 5, "retries": 3] as JSONObject where check[key] == nil {
                    check[key] = value
                }
                container["healthCheck"] = .object(check)
            }
            return JSONValue.object(container)
        }
        task["containerDefinitions"] = .array(containers.reversed())
        return task
    }
}
