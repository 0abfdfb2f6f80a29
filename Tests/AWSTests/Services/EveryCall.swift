import AWS
import Diagnostics
import JSON

/// Every function of every client, with as much said in its parameters as it lets one say.
enum EveryCall {
    static func make(with client: AWSClient) async {
        await ecs(ECSClient(client))
        await logsAndSecrets(client)
        await scaling(AutoScalingClient(client))
        await registry(ECRClient(client, account: "123456789012"))
        await balancing(LoadBalancingClient(client))
        await network(EC2Client(client))
        await stacks(CloudFormationClient(client))
        await limits(client)
        let iam = IAMClient(client)
        _ = try? await iam.getRole("backend-task")
        _ = try? await iam.simulatePrincipalPolicy(of: role, actions: ["ecs:UpdateService"], resources: [arn("service/main/backend")])
        _ = try? await CloudWatchClient(client).describeAlarms(["backend-5xx", "frontend-5xx"])
        _ = try? await TokenService(client).callerIdentity()
    }

    private static let role = "arn:aws:iam::123456789012:role/backend-task"
    private static let token = RequestToken("01234567-89ab-cdef-0123-456789abcdef")
    private static func arn(_ resource: String, _ service: String = "ecs") -> String {
        "arn:aws:\(service):eu-central-1:123456789012:\(resource)"
    }

    static let taskDefinition: JSONObject = [
        "family": "backend", "taskRoleArn": .string(role), "executionRoleArn": .string(role), "networkMode": "awsvpc", "cpu": "512",
        "memory": "1024", "requiresCompatibilities": ["FARGATE"],
        "runtimePlatform": ["cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"],
        "ephemeralStorage": ["sizeInGiB": 30], "tags": [["key": "commit", "value": "1a2b"]],
        "containerDefinitions": [
            [
                "name": "backend", "image": "repo:tag@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "essential": true, "memoryReservation": 512, "portMappings": [["containerPort": 8000, "protocol": "tcp", "name": "http"]],
                "environment": [["name": "LOG_LEVEL", "value": "info"]],
                "secrets": [["name": "KEY", "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf"]],
                "healthCheck": ["command": ["CMD-SHELL", "true"], "interval": 10, "timeout": 5, "retries": 3, "startPeriod": 30],
                "logConfiguration": [
                    "logDriver": "awslogs",
                    "options": ["awslogs-group": "/app", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "backend"],
                ],
            ]
        ],
    ]

    static let service: JSONObject = [
        "cluster": "main", "serviceName": "backend", "taskDefinition": "backend:1", "desiredCount": 2, "launchType": "FARGATE",
        "clientToken": .string(token.text), "platformVersion": "LATEST", "healthCheckGracePeriodSeconds": 60,
        "enableExecuteCommand": true, "propagateTags": "SERVICE", "tags": [["key": "commit", "value": "1a2b"]],
        "networkConfiguration": [
            "awsvpcConfiguration": ["subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "ENABLED"]
        ],
        "deploymentConfiguration": [
            "minimumHealthyPercent": 100, "maximumPercent": 200, "deploymentCircuitBreaker": ["enable": true, "rollback": true],
        ],
        "loadBalancers": [
            ["targetGroupArn": .string(arn("targetgroup/t/1", "elasticloadbalancing")), "containerName": "backend", "containerPort": 8000]
        ],
    ]

    private static func ecs(_ ecs: ECSClient) async {
        _ = try? await ecs.describeServices((1...25).map { "s\($0)" }, in: "main")
        _ = try? await ecs.listServices(in: "main")
        _ = try? await ecs.createService(service)
        _ = try? await ecs.updateService([
            "cluster": "main", "service": "backend", "taskDefinition": "backend:2", "forceNewDeployment": true,
        ])
        _ = try? await ecs.deleteService("backend", in: "main", .stoppingTasks)
        _ = try? await ecs.describeClusters(["main"])
        _ = try? await ecs.listContainerInstances(of: "main")
        _ = try? await ecs.describeContainerInstances((1...101).map { "\($0)" }, in: "main")
        _ = try? await ecs.createCluster(["clusterName": "main", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]])
        _ = try? await ecs.describeTaskDefinition("backend")
        _ = try? await ecs.registerTaskDefinition(taskDefinition)
        _ = try? await ecs.listTaskDefinitions(family: "backend", limit: 5)
        _ = try? await ecs.deregisterTaskDefinition("backend:1")
        _ = try? await ecs.deleteTaskDefinitions(["backend:1"])
        for filter: ECSClient.TaskFilter in [.service("b", .running), .startedBy("ecs-svc/1", .stopped), .family("b", .stopped)] {
            _ = try? await ecs.listTasks(in: "main", filter)
        }
        _ = try? await ecs.describeTasks((1...101).map { "\($0)" }, in: "main")
        _ = try? await ecs.runTask([
            "cluster": "main", "taskDefinition": "migrate:1", "count": 1, "clientToken": .string(token.text), "startedBy": "imgship",
            "overrides": ["containerOverrides": [["name": "app", "command": ["migrate"]]], "cpu": "1024"],
        ])
        _ = try? await ecs.stopTask("1a2b", in: "main", reason: "interrupted")
        _ = try? await ecs.listServiceDeployments(
            of: "backend", in: "main", createdAfter: 1_700_000_000, [.pending, .successful], limit: 10)
        _ = try? await ecs.describeServiceDeployments([arn("service-deployment/main/backend/1")])
        _ = try? await ecs.stopServiceDeployment(arn("service-deployment/main/backend/1"), .rollback)
        _ = try? await ecs.continueServiceDeployment(arn("service-deployment/main/backend/1"), hook: "h-1", .rollback)
        _ = try? await ecs.describeServiceRevisions([arn("service-revision/main/backend/1")])
        _ = try? await ecs.tagResource(arn("service/main/backend"), ["commit": "1a2b", "branch": "main"])
        _ = try? await ecs.untagResource(arn("service/main/backend"), ["commit"])
        _ = try? await ecs.listTagsForResource(arn("service/main/backend"))
    }

    private static func logsAndSecrets(_ client: AWSClient) async {
        let logs = LogsClient(client)
        _ = try? await logs.getLogEvents("app/app/1", of: "/app", from: "f/1", start: 1_700_000_000_000, .oldestFirst, limit: 100)
        _ = try? await logs.lastEvents(20, of: "app/app/1", in: "/app")
        var filter = LogFilter(group: "/app")
        filter.streams = ["a", "b"]
        filter.start = 1_700_000_000_000
        filter.end = 1_700_000_001_000
        filter.pattern = "?ERROR ?WARN"
        _ = try? await logs.filterLogEvents(filter)
        filter.streams = []
        filter.prefix = "app/"
        _ = try? await logs.filterLogEvents(filter, limit: 10)
        _ = try? await logs.describeLogGroups(prefix: "/app")
        _ = try? await logs.createLogGroup("/app", tags: ["project": "chat"])
        _ = try? await logs.putRetentionPolicy("/app", days: 30)
        let secrets = SecretsClient(client)
        _ = try? await secrets.describeSecret("app/key")
        _ = try? await secrets.listSecrets(prefix: "app/")
        _ = try? await secrets.getSecretValue("app/key", stage: "AWSCURRENT", version: token.text)
        let details = SecretDetails(description: "d", key: "alias/app", tags: ["project": "chat"])
        _ = try? await secrets.createSecret("app/key", Secret("hunter2"), details, token: token)
        _ = try? await secrets.putSecretValue("app/key", Secret("hunter2"), token: token)
        _ = try? await secrets.deleteSecret("app/key")
        _ = try? await SSMClient(client).getParameters((1...11).map { "/app/\($0)" })
    }

    private static func scaling(_ scaling: AutoScalingClient) async {
        let service = ScalableService(cluster: "main", service: "backend")
        _ = try? await scaling.registerScalableTarget(service, minimum: 1, maximum: 4, suspended: .all)
        _ = try? await scaling.describeScalableTargets([service])
        _ = try? await scaling.deregisterScalableTarget(service)
        for metric: TargetTracking.Metric in [.cpu, .memory, .requests(label: "app/a/1/targetgroup/t/2")] {
            let tracking = TargetTracking(metric, target: 75.5, scaleInCooldown: 300, scaleOutCooldown: 60)
            _ = try? await scaling.putScalingPolicy("p", of: service, tracking)
        }
        _ = try? await scaling.describeScalingPolicies(of: service)
        _ = try? await scaling.deleteScalingPolicy("p", of: service)
        var schedule = ScalingSchedule("cron(0 8 ? * MON-FRI *)", timeZone: "Europe/Berlin", minimum: 2, maximum: 8)
        (schedule.start, schedule.end) = (1_893_456_000, 1_924_992_000)
        _ = try? await scaling.putScheduledAction("morning", of: service, schedule)
        _ = try? await scaling.describeScheduledActions(of: service)
        _ = try? await scaling.deleteScheduledAction("morning", of: service)
    }

    private static func registry(_ ecr: ECRClient) async {
        _ = try? await ecr.describeRepository("app/backend")
        _ = try? await ecr.describeRepositories()
        if let registry = ECRRegistry(host: "123456789012.dkr.ecr.eu-central-1.amazonaws.com") {
            _ = try? await ecr.create(NewECRRepository("app/backend", in: registry))
        }
        let digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
        _ = try? await ecr.describeImages([.tag("v1"), .digest(digest)], in: "app/backend")
        _ = try? await ecr.describeImages([], in: "app/backend", limit: 10)
        _ = try? await ecr.deleteRepository("app/backend")
        _ = try? await ecr.batchGetImage([.tag("v1")], in: "app/backend", mediaTypes: ["application/vnd.oci.image.index.v1+json"])
    }

    private static func balancing(_ balancing: LoadBalancingClient) async {
        let group = arn("targetgroup/t/1", "elasticloadbalancing"), balancer = arn("loadbalancer/app/a/1", "elasticloadbalancing")
        _ = try? await balancing.describeTargetGroups([group, group + "2"])
        _ = try? await balancing.describeTargetGroup(named: "t")
        _ = try? await balancing.describeTargetHealth(of: group)
        _ = try? await balancing.describeLoadBalancers([balancer])
        _ = try? await balancing.describeLoadBalancer(named: "a")
        _ = try? await balancing.describeListeners(of: balancer)
        _ = try? await balancing.describeRules(of: arn("listener/app/a/1/2", "elasticloadbalancing"))
    }

    private static func network(_ ec2: EC2Client) async {
        let filter = EC2Filter(["vpc-id": ["vpc-1", "vpc-2"], "tag:project": ["chat"]])
        _ = try? await ec2.describeVPCs(EC2Filter(["is-default": ["true"]]))
        _ = try? await ec2.describeSubnets(EC2Filter(ids: ["subnet-1", "subnet-2"]))
        _ = try? await ec2.describeSubnets(filter)
        _ = try? await ec2.describeSecurityGroups(EC2Filter(ids: ["sg-1"]))
        _ = try? await ec2.describeRouteTables(filter)
        _ = try? await ec2.describeNetworkInterfaces(EC2Filter(ids: ["eni-1"]))
        _ = try? await ec2.describeVPCEndpoints(filter)
    }

    private static func limits(_ client: AWSClient) async {
        let quotas = ServiceQuotasClient(client)
        _ = try? await quotas.quota("L-F678F1CE", of: "vpc")
        _ = try? await quotas.listServiceQuotas(of: "fargate")
        _ = try? await EC2Client(client).describeAddresses()
        _ = try? await LoadBalancingClient(client).describeLoadBalancers()
        _ = try? await ECRClient(client).listTagsForResource(arn("repository/app/backend", "ecr"))
        _ = try? await LogsClient(client).listTagsForResource(arn("log-group:/app", "logs"))
        _ = try? await IAMClient(client).openIDConnectProvider(
            "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com")
        _ = try? await IAMClient(client).createServiceLinkedRole(for: "ecs.amazonaws.com")
        _ = try? await CertificatesClient(client).describeCertificate(arn("certificate/1a2b", "acm"))
        let namespaces = NamespacesClient(client)
        _ = try? await namespaces.listNamespaces(named: "chat")
        _ = try? await namespaces.listTagsForResource(arn("namespace/ns-1", "servicediscovery"))
    }

    private static func stacks(_ stacks: CloudFormationClient) async {
        _ = try? await stacks.listChangeSets(of: "app")
        var request = ChangeSetRequest(stack: "app", name: "c-1", .create, template: #"{"Resources": {}}"#, token: token)
        _ = try? await stacks.createChangeSet(request)
        request.parameters = ["Size": "2", "Name": "a & b"]
        request.capabilities = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
        request.tags = ["project": "chat", "owner": "ü"]
        request.description = "d"
        request.role = role
        request.importsExisting = true
        _ = try? await stacks.createChangeSet(request)
        let set = arn("changeSet/c-1/1a", "cloudformation")
        _ = try? await stacks.describeChangeSet(set)
        _ = try? await stacks.executeChangeSet(set, token: token)
        _ = try? await stacks.deleteChangeSet(set)
        _ = try? await stacks.describeStack("app")
        _ = try? await stacks.listStackResources("app")
        _ = try? await stacks.describeStackEvents("app")
        _ = try? await stacks.getTemplate(of: "app")
        _ = try? await stacks.deleteStack("app", retaining: ["Repository", "Logs"], token: token)
        _ = try? await stacks.continueUpdateRollback("app", skipping: ["Service"], token: token)
        _ = try? await stacks.detectStackDrift(of: "app")
        _ = try? await stacks.describeStackDriftDetectionStatus("d-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1")
        _ = try? await stacks.describeStackResourceDrifts(of: "app")
    }
}
