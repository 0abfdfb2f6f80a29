import JSON
import OCI

@testable import Release

/// What each rule is there for. The base is the chat's frontend, which no rule has anything against.
enum Mistakes {
    static let all = shape + size + fargate + images + ports + secrets + health + dependencies + logs + roles + volumes + services

    private static let digest = "sha256:" + String(repeating: "0", count: 64)
    private static let logs = [
        Mistake.container("log-driver", "journald", ["logConfiguration": ["logDriver": "journald"]]),
        .container(
            "log-options", "without region and prefix", ["logConfiguration": ["logDriver": "awslogs", "options": ["awslogs-group": "g"]]]),
        .container(
            "log-group-created", "made by the driver",
            [
                "logConfiguration": [
                    "logDriver": "awslogs",
                    "options": [
                        "awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p", "awslogs-create-group": "true",
                    ],
                ]
            ]),
        .container("no-logs", "none", ["logConfiguration": .null]),
        .container("log-router", "FireLens without its router", ["logConfiguration": ["logDriver": "awsfirelens"]]),
    ]

    private static let shape = [
        Mistake.task("containers", "none", ["containerDefinitions": []]),
        .container("containers", "none essential", ["essential": false]),
        Mistake("containers", "eleven") { service in
            for number in 1...10 { service.add(["name": .string("c\(number)")]) }
        },
        .container("task-definition-size", "a long command", ["command": JSONValue([String(repeating: "x", count: 65_000)])]),
        .task("family-name", "with a dot", ["family": "llm.chat"]),
        .task("family-name", "none", ["family": .null]),
        Mistake("service-name", "with a blank") { $0.serviceName = "my service" },
        Mistake("container-name", "twice") { $0.add(["name": "frontend"]) },
        .container("container-name", "with a slash", ["name": "a/b"]),
        .container("port-name", "upper-case", ["portMappings": [["containerPort": 7860, "name": "Web"]]]),
    ]

    private static let size = [
        Mistake.task("fargate-size", "too much memory", ["cpu": "256", "memory": "4096"]),
        .task("fargate-size", "no such cpu", ["cpu": "600", "memory": "1024"]),
        .task("fargate-size", "between the steps", ["cpu": "8192", "memory": "17408"]),
        .task("fargate-size", "none", ["cpu": .null]),
        .task("windows-size", "half a vCPU", ["runtimePlatform": ["operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"]]),
        .container("container-sum", "more cpu than the task", ["cpu": 1024]),
        .container("container-memory", "more than the task", ["memory": 4096]),
        .container("container-memory", "less than is reserved", ["memory": 256, "memoryReservation": 512]),
        .container("container-memory", "next to none", ["memory": 4]),
        .task("ephemeral-storage", "too much", ["ephemeralStorage": ["sizeInGiB": 500]]),
    ]

    private static let fargate = [
        Mistake.task("fargate-task", "bridge", ["networkMode": "bridge"]),
        .task("fargate-task", "placement", ["placementConstraints": [["type": "memberOf"]]]),
        .task("fargate-task", "pid of the host", ["pidMode": "host"]),
        .task("fargate-task", "ipc", ["ipcMode": "none"]),
        .task("fargate-task", "architecture", ["runtimePlatform": ["cpuArchitecture": "RISCV"]]),
        .container("fargate-container", "privileged", ["privileged": true]),
        .container("fargate-container", "links", ["links": ["db"]]),
        .container("timeouts", "five minutes", ["stopTimeout": 300]),
        .container("restart-policy", "at once", ["restartPolicy": ["enabled": true, "restartAttemptPeriod": 5]]),
    ]

    private static let images = [
        Mistake.container("image", "none", ["image": .null]),
        .container("image", "no reference", ["image": "My App"]),
        .container("image", "neither tag nor digest", ["image": "registry.example/app"]),
        .container("image", "only a tag", ["image": "python:3.12"]),
        Mistake("image-platform", "for another CPU") { $0.images["frontend"]?.platforms = [.linuxARM64] },
    ]

    private static let ports = [
        Mistake.container("port-number", "zero", ["portMappings": [["containerPort": 0]]]),
        .container("port-number", "another on the host", ["portMappings": [["containerPort": 7860, "hostPort": 80]]]),
        .container("port-number", "sctp", ["portMappings": [["containerPort": 7860, "protocol": "sctp"]]]),
        .container("port-number", "a long range", ["portMappings": [["containerPortRange": "8000-8100"], ["containerPort": 7860]]]),
        Mistake("port-twice", "two containers") { $0.add(["name": "other", "portMappings": [["containerPort": 7860]]]) },
        .container("port-exposed", "not by the image", ["portMappings": [["containerPort": 7860], ["containerPort": 9000]]]),
        .container(
            "variable-twice", "as secret too",
            [
                "secrets": [["name": "BACKEND_URL", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/x"]]
            ]),
        .container("variable-name", "with =", ["environment": [["name": "A=B", "value": "c"]]]),
        .container("secret-in-environment", "a key", ["environment": [["name": "X", "value": "sk-0123456789abcdefghij"]]]),
    ]

    private static func secret(_ source: String) -> JSONObject { ["secrets": [["name": "KEY", "valueFrom": .string(source)]]] }
    private static let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:llm-chat/openai"

    private static let secrets = [
        Mistake.container("secret-form", "a bare name", secret("llm-chat/openai")),
        .container("secret-form", "no suffix", secret(arn)),
        .container("secret-form", "one colon", secret(arn + "-AbCdEf:key")),
        .container("secret-form", "of another service", secret("arn:aws:s3:::bucket/key")),
        .container("secret-region", "elsewhere", secret("arn:aws:ssm:us-east-1:123456789012:parameter/x")),
        Mistake("secret-platform-version", "too old for a key") { service in
            service.change { $0.merge(secret(arn + "-AbCdEf:key::")) { _, new in new } }
            service.service?.fields["platformVersion"] = "1.3.0"
        },
    ]

    private static let health = [
        Mistake.container("health-command", "a bare line", ["healthCheck": ["command": ["curl localhost"]]]),
        .container("health-command", "nothing after it", ["healthCheck": ["command": ["CMD-SHELL"]]]),
        .container("health-times", "too often", ["healthCheck": ["command": ["CMD", "true"], "interval": 1]]),
        .container(
            "health-times", "slower than its interval", ["healthCheck": ["command": ["CMD", "true"], "interval": 10, "timeout": 20]]),
    ]

    private static let dependencies = [
        Mistake.container("depends-on", "unknown", ["dependsOn": [["containerName": "frontent", "condition": "START"]]]),
        Mistake("depends-on", "healthy without a check") { service in
            service.add(["name": "db"])
            service.change { $0["dependsOn"] = [["containerName": "db", "condition": "HEALTHY"]] }
        },
        Mistake("depends-on", "the end of an essential one") { service in
            service.add(["name": "migrate"])
            service.change { $0["dependsOn"] = [["containerName": "migrate", "condition": "SUCCESS"]] }
        },
        Mistake("depends-on-cycle", "two") { service in
            service.add(["name": "b", "dependsOn": [["containerName": "frontend", "condition": "START"]]])
            service.change { $0["dependsOn"] = [["containerName": "b", "condition": "START"]] }
        },
    ]

    private static let roles = [
        Mistake.task("execution-role", "none", ["executionRoleArn": .null]),
        .task("role-form", "a name", ["taskRoleArn": "chat"]),
        .service("exec-role", "without a task role", ["enableExecuteCommand": true]),
    ]

    private static let volumes = [
        Mistake.task("volume-name", "twice", ["volumes": [["name": "a"], ["name": "a"]]]),
        .container("mount-volume", "unknown", ["mountPoints": [["sourceVolume": "data", "containerPath": "/data"]]]),
        .task(
            "volume-efs", "an access point in clear",
            [
                "volumes": [
                    [
                        "name": "a",
                        "efsVolumeConfiguration": [
                            "fileSystemId": "fs-1", "rootDirectory": "/x",
                            "authorizationConfig": ["accessPointId": "fsap-1", "iam": "ENABLED"],
                        ],
                    ]
                ]
            ]),
        .task("volume-kind", "of the host", ["volumes": [["name": "a", "host": ["sourcePath": "/etc"]]]]),
    ]

    private static let services = [
        Mistake.service("subnets", "none", ["networkConfiguration": .null]),
        .service(
            "subnets", "seventeen",
            ["networkConfiguration": ["awsvpcConfiguration": ["subnets": JSONValue((1...17).map { "subnet-\($0)" })]]]),
        Mistake("network-mode", "host") { $0.task.fields["networkMode"] = "host" },
        .service("capacity", "beside a launch type", ["capacityProviderStrategy": [["capacityProvider": "FARGATE_SPOT", "weight": 1]]]),
        .service(
            "capacity", "two bases, no weight",
            [
                "launchType": .null,
                "capacityProviderStrategy": [["capacityProvider": "FARGATE", "base": 1], ["capacityProvider": "own", "base": 1]],
            ]),
        .task("compatibility", "EC2 alone", ["requiresCompatibilities": ["EC2"]]),
        Mistake("instances-task", "all that Fargate has") { service in
            service.service?.fields["launchType"] = "EC2"
            service.task.fields["ephemeralStorage"] = ["sizeInGiB": 30]
        },
        Mistake("create-only", "another launch type") { service in
            service.running = Flagship.running(service)
            service.service?.fields["launchType"] = "EC2"
        },
        .service("deployment-deadlock", "one task, half of one more", ["deploymentConfiguration": ["maximumPercent": 150]]),
        .service("deployment-percent", "more than all", ["deploymentConfiguration": ["minimumHealthyPercent": 150, "maximumPercent": 50]]),
        .service("deployment-controller", "CodeDeploy", ["deploymentController": ["type": "CODE_DEPLOY"]]),
        .service(
            "circuit-breaker", "off", ["deploymentConfiguration": ["deploymentCircuitBreaker": ["enable": false, "rollback": false]]]),
        .service("blue-green", "without its parts", ["deploymentConfiguration": ["strategy": "BLUE_GREEN"]]),
        .service(
            "shift-target", "a canary without traffic",
            ["loadBalancers": .null, "serviceConnectConfiguration": .null, "deploymentConfiguration": ["strategy": "CANARY"]]),
        .service(
            "shift-target", "blue/green without traffic",
            ["loadBalancers": .null, "serviceConnectConfiguration": .null, "deploymentConfiguration": ["strategy": "BLUE_GREEN"]]),
        Mistake("shift-groups", "one group twice") {
            $0.moveTraffic("BLUE_GREEN") { $0["alternateTargetGroupArn"] = .string(Flagship.targetGroup) }
        },
        Mistake("shift-times", "more than a day, half a step") { service in
            service.moveTraffic("LINEAR", ["bakeTimeInMinutes": 1441, "linearConfiguration": ["stepPercent": 1]])
        },
        Mistake("shift-hooks", "nobody tests") { service in
            let pause: JSONValue = ["targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]]
            service.moveTraffic("CANARY", ["lifecycleHooks": [pause]])
        },
        Mistake.container("load-balancer", "another port", ["portMappings": [["containerPort": 8080]]]),
        .service("load-balancer", "another container", ["loadBalancers": [["containerName": "web", "containerPort": 1]]]),
        .service(
            "target-group-form", "a load balancer's",
            [
                "loadBalancers": [
                    [
                        "containerName": "frontend", "containerPort": 7860,
                        "targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/x/1",
                    ]
                ]
            ]),
        .service("grace", "none", ["healthCheckGracePeriodSeconds": .null]),
        Mistake("scaling", "to nothing, by requests") { service in
            service.scaling?.minimum = 0
            service.scaling?.requests = 100
            service.service?.fields["loadBalancers"] = .null
        },
        .service("desired", "unknown", ["desiredCount": .null]),
        .service("daemon", "on Fargate", ["schedulingStrategy": "DAEMON"]),
        .service(
            "service-connect", "a port that is not there",
            ["serviceConnectConfiguration": ["enabled": true, "services": [["portName": "web"]]]]),
        Mistake("service-connect-network", "host") { $0.task.fields["networkMode"] = "host" },
        .service("tags", "of AWS's own", ["tags": [["key": "aws:x", "value": "y"], ["key": "a#b", "value": ""]]]),
    ]
}
