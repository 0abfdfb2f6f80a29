/// Projects with instances, policies and keys of one's own.
extension Sample {
    private static let head = """
        version: 1
        project: llm-chat
        images: {backend: {base: scratch}, frontend: {base: scratch}}

        """

    /// The chat on instances of two groups.
    static let onInstances = Sample(
        name: "ec2",
        text: head + """
            services:
              backend:
                image: backend
                port: 8000
                memory: 1024
                secrets: {OPENAI_API_KEY: "secret:llm-chat/openai#key"}
                health: {path: /healthz}
                capacity: [{provider: ec2, weight: 1}]
              frontend:
                image: frontend
                after: [backend]
                port: 7860
                cpu: 512
                memory: 2048
                env: {BACKEND_URL: "http://backend:8000"}
                health: {path: /healthz}
                launch-type: ec2
                load-balancer: {listen: 7860, grace: 60s, idle: 300s, stickiness: 1h}
            infra:
              capacity:
                ec2: {auto-scaling-group: llm-chat, target: 90, termination-protection: true}
                arm:
                  auto-scaling-group: "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1b2c:autoScalingGroupName/team/arm 1"
                  scaling: false
                  draining: false
            """)

    static let withPolicies = Sample(
        name: "policies",
        text: head + """
            services:
              backend:
                image: backend
                exec: true
                task-role: {policies: [policies/s3.json, "arn:aws:iam::aws:policy/AmazonBedrockReadOnly"]}
                execution-role: {policies: [policies/s3.json]}
              frontend:
                image: frontend
                task-role: {policies: [policies/all.json]}
                execution-role: {policies: [policies/s3.json, "arn:aws:iam::123456789012:policy/team/start"]}
            """)

    static let withKeys = Sample(
        name: "keys",
        text: head + """
            services:
              backend: {image: backend, port: 8000, secrets: {A: "secret:team/a", B: "ssm:/team/b"}}
              frontend:
                image: frontend
                port: 7860
                load-balancer: {listen: 7860, stickiness: {cookie: SESSION, duration: 24h}}
            infra:
              repositories: {encryption: alias/llm-chat}
              kms:
                logs: arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555
                secrets: arn:aws:kms:eu-west-1:123456789012:key/66666666-7777-8888-9999-000000000000
            """)
}
