/// What to do about a failure, as far as it is known.
struct Remedy {
    private let cause: FailureCause
    private let failures: [TaskFailure]
    private let task: TaskDefinition?
    private let watch: DeploymentWatch

    init(_ cause: FailureCause, failures: [TaskFailure], task: TaskDefinition?, watch: DeploymentWatch) {
        self.cause = cause
        self.failures = failures
        self.task = task
        self.watch = watch
    }

    /// Sentences without a full stop at the end; lines where there are several.
    var text: String {
        switch cause {
        case .imagePull:
            said.contains("toomanyrequests")
                ? "the registry limits how often it may be asked: copy the image to ECR with `imgship copy`, and release that"
                : "push the image '\(image)', then release again"
        case .secret: "make sure that the secret exists, in this region, with the key that is asked for: `imgship secret list`"
        case .permission: permission
        case .noRoute:
            "give the tasks a way out: 'network: {public-ip: true}' in public subnets, a NAT gateway, or VPC endpoints for ECR, S3, Logs and Secrets Manager"
        case .outOfMemory: "give it more memory than \(memory), or let it need less"
        case .exitCode: exitCode
        case .containerHealth:
            "run the check of '\(container)' yourself\(check): right port and path? is its tool in the image? is 'start-period' long enough?"
        case .targetHealth:
            "does the container answer the path of the health check with a status that is expected, does it listen on 0.0.0.0, do its "
                + "security groups let the load balancer in, is 'grace' long enough for its start?"
        case .architecture:
            "build the image for \(task?.architecture == "ARM64" ? "linux/arm64" : "linux/amd64"), or change the 'architecture' of the service"
        case .logs:
            "create the log group '\(logGroup)', and allow logs:CreateLogStream and logs:PutLogEvents to the execution role \(executionRole)"
        case .noCapacity: "release again later, use subnets in more availability zones, or another capacity provider than FARGATE_SPOT"
        case .circuitBreaker: "mend what the tasks say; without `--fail-after 0` such a rollout ends sooner"
        case .alarm:
            "see what made it go off, and whether it was this revision: aws cloudwatch describe-alarm-history --alarm-name \(alarm)"
        case .hook: hook
        case .timeout: "wait for it with `imgship release --follow`, or give more time with `--timeout`"
        case .superseded: "see who deploys this service as well; `imgship history` shows its deployments"
        case .unknown: "release again if that may pass by itself; else see the events of the service with `imgship status`"
        }
    }

    private var culprit: TaskFailure.Container? { failures.lazy.compactMap(\.culprit).first }
    private var container: String { culprit?.name ?? task?.containers.first?.name ?? watch.deployment.name }
    private var image: String { (task?[container: container] ?? task?.containers.first)?.image ?? "of '\(container)'" }
    private var logGroup: String { task?[container: container]?.logOptions["awslogs-group"] ?? "" }
    private var executionRole: String { task?.executionRole.map { "'\(DeploymentWatch.shortName($0))'" } ?? "of the task, which has none" }

    private var said: String { failures.map(\.reason).joined(separator: " ").lowercased() }
    private var alarm: String { watch.record?.triggeredAlarms.first ?? "NAME" }

    private var hook: String {
        let hook = watch.record?.hooks.first(where: \.hasFailed)
        guard let target = hook?.target else { return "release again, and continue in time; 'pause: {timeout: ...}' gives more of it" }
        return "read its log: imgship logs cannot, aws logs tail /aws/lambda/\(DeploymentWatch.functionName(target)) does"
    }

    /// `, 'CMD-SHELL curl ...'`
    private var check: String {
        let words = task?[container: container]?.healthCheck?["command"]?.strings ?? []
        return words.count > 1 ? " ('\(words.dropFirst().joined(separator: " "))')" : ""
    }

    private var memory: String {
        let own = task?[container: container]?.memory ?? task?.memory
        return own.map { "\($0) MiB" } ?? "now"
    }

    private var permission: String {
        let actions =
            said.contains("cannotpull") || said.contains("registry auth from")
            ? "ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer"
            : said.contains("ssm") ? "ssm:GetParameters" : "secretsmanager:GetSecretValue"
        let key = actions.hasPrefix("ecr") ? "" : " (and kms:Decrypt, where a key of yours encrypts it)"
        return "allow \(actions)\(key) to the execution role \(executionRole)"
    }

    private var exitCode: String {
        if said.contains("executable file not found") { return Self.noCommand(container) }
        return switch culprit?.exitCode {
        case 127?: Self.noCommand(container)
        case 126?: "the command cannot be executed: check its mode, and the user of '\(container)'"
        case 137?: "it was killed from outside: it may need more memory than \(memory), or did not end within its 'stop-timeout'"
        case 0?: "the program of '\(container)' ended without an error: a service has to run on"
        default: "read its last lines, mend the program or its settings, then release again"
        }
    }

    private static func noCommand(_ container: String) -> String {
        "its command is not in the image: check 'entrypoint' and 'command' of '\(container)'"
    }
}
