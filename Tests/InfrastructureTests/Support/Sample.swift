import Configuration
import Foundation
import TestSupport
import Testing

@testable import Infrastructure

/// A project of which a template is made.
struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var environment: String?

    var testDescription: String { name }

    func project() throws -> ProjectFile { try ProjectFile.load(text: text, file: "imgship.yaml", environment: environment) }
    /// Files that projects name, by path.
    static let files = [
        "policies/s3.json": """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::llm-chat/${aws:PrincipalTag/team}/*"}
        ]}
        """,
        "policies/all.json": #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
    ]

    static func read(_ path: String) throws -> [UInt8] { Array((files[path] ?? "").utf8) }

    func template() throws -> StackTemplate { try Infrastructure.template(of: project(), read: Self.read) }

    /// Those whose templates are short enough to be read.
    static let reviewed = [
        chat(), chat("production", environment: "production"), oneTask, withoutBalancer,
        chat("own-vpc-nat", infra: "{vpc: own}"), chat("own-vpc-endpoints", infra: "{vpc: own, nat: endpoints}"),
        chat("own-vpc-public", infra: "{vpc: own, nat: false, insights: false}"),
        chat("named-vpc", infra: "{vpc: {id: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d]}}"),
        chat("github", infra: "{github: {repository: organisation/llm-chat}, repositories: {keep: 10, immutable: false, encryption: kms}}"),
        certified, everything, blueGreen, canary,
        Sample(name: "own-vpc-without-load-balancer", text: withoutBalancer.text + "\ninfra: {vpc: own}\n"),
        onInstances, withPolicies, withKeys, routed, twoDoors, borrowed,
        chat(
            "two-lists-of-subnets",
            infra: "{vpc: {id: vpc-0a1b2c3d, public: [subnet-0a1b2c3d, subnet-1a1b2c3d], private: [subnet-2a1b2c3d, subnet-3a1b2c3d]}}"),
    ]

    static let all = reviewed + [dozen]

    /// Twelve services, four of them behind the load balancer, each with a secret, and someone to release them.
    static let dozen: Sample = {
        let names = (1...12).map { "service-number-\($0)" }
        let images = names.map { "  \($0): {base: scratch}\n" }.joined()
        let services = names.enumerated().map { index, name in
            let balancer = index % 3 == 0 ? ", load-balancer: {listen: \(8000 + index)}" : ""
            return "  \(name): {image: \(name), port: 8080, secrets: {KEY: \"secret:llm-chat/\(name)\"}\(balancer)}\n"
        }
        let infra = "infra: {github: {repository: organisation/llm-chat}}\n"
        return Sample(
            name: "dozen", text: "version: 1\nproject: llm-chat\nimages:\n\(images)services:\n\(services.joined())\(infra)",
            environment: nil)
    }()

    /// The project at the root of the repository, with its images in Amazon ECR.
    static func chat(_ name: String = "chat", infra: String? = nil, environment: String? = nil) -> Sample {
        let file = Checkout.root.appendingPathComponent("imgship.yaml")
        let text = ((try? String(contentsOf: file, encoding: .utf8)) ?? "")
            .replacingOccurrences(of: "\nregistry: localhost:5000/", with: "\nregistry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/")
        return Sample(name: name, text: text + (infra.map { "\ninfra: \($0)\n" } ?? ""), environment: environment)
    }

    private static let images = """
        version: 1
        project: llm-chat
        registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/llm-chat
        images: {backend: {base: scratch}, frontend: {base: scratch}}

        """

    static let oneTask = Sample(
        name: "one-task",
        text: images + """
            services:
              chat:
                cpu: 1 vCPU
                memory: 2 GB
                containers:
                  backend: {image: backend, port: 8000, secrets: {OPENAI_API_KEY: secret:llm-chat/openai}}
                  frontend: {image: frontend, port: 7860, env: {BACKEND_URL: "http://localhost:8000"}, health: {path: /healthz}}
                load-balancer: {listen: 7860, container: frontend, idle: 300s, drain: 30s}
            """)

    static let withoutBalancer = Sample(
        name: "without-load-balancer",
        text: images + """
            services:
              backend: {image: backend, cpu: 256, memory: 512, port: 8000}
              frontend: {image: frontend, cpu: 256, memory: 512, port: 7860, env: {BACKEND_URL: "http://backend:8000"}}
            """)

    static let certified = Sample(
        name: "https",
        text: images + """
            services:
              frontend:
                image: frontend
                port: 7860
                load-balancer:
                  listen: 443
                  certificate: arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
              backend: {image: backend, port: 8000, load-balancer: {listen: 8000, internal: true}}
            """)

    /// The project at the root of the repository, with the traffic moved at once.
    static let blueGreen: Sample = {
        let sample = chat("blue-green", infra: "{github: {repository: organisation/llm-chat}}")
        let listener = "load-balancer: {listen: 7860"
        let shifted = "deployment: {strategy: blue-green}\n    \(listener), test-listen: 7861"
        return Sample(name: sample.name, text: sample.text.replacingOccurrences(of: listener, with: shifted))
    }()

    static let canary = Sample(
        name: "canary",
        text: images + """
            services:
              frontend:
                image: frontend
                port: 7860
                deployment: {strategy: canary, canary: 10, pause: before-traffic}
                load-balancer:
                  listen: 443
                  certificate: arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
                  drain: 30s
            """)

    /// Whatever gives a role something to do.
    static let everything = Sample(
        name: "everything",
        text: images + """
            services:
              chat-web:
                image: frontend
                port: 7860
                exec: true
                volumes: {data: {efs: fs-0a1b2c3d, iam: true}, scratch: {}}
                mounts: ["data:/data", "scratch:/tmp"]
                logs: {group: /team/chat, retention: 14}
                secrets:
                  A: secret:team/a#key
                  B: ssm:/team/b
                  C: arn:aws:secretsmanager:eu-west-1:123456789012:secret:team/c-AbCdEf
                  D: arn:aws:ssm:eu-west-1:123456789012:parameter/team/d
                health: {path: /healthz, port: 7861, matcher: 200-299, interval: 10s, timeout: 5s, retries: 3}
                load-balancer: {listen: 80}
              worker:
                image: backend
                cluster: other
                task-role: team/worker
                execution-role: arn:aws:iam::123456789012:role/team/starter
            infra:
              vpc: own
              nat: endpoints
              github: {repository: organisation/llm-chat, branch: release/1, provider: existing}
            """)
}
