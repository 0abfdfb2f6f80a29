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
        case .imagePull: "push the image '\(image)', then release again"
        case .secret: "make sure that the secret exists, in this region, with the key that is asked for: `imgship secret list`"
        case .permission: permission
        case .noRoute:
            "give the tasks a way out: 'network: {public-ip: true}' in public subnets, a NAT gateway, or VPC endpoints for ECR, S3, Logs and Secrets Manager"
        case .outOfMemory: "give it more memory than \(memory), or let it need less"
        case .exitCode: exitCode
        case .containerHealth:
            "see why the check of '\(container)' fails: does it ask the right port and path, is its tool in the image, is 'start-period' long enough?"
        case .targetHealth:
            "see whether the container answers the health check's path with a status that is expected, listens on 0.0.0.0, "
                + "lets the load balancer in, and is given enough 'grace'"
        case .architecture:
            "build the image for \(task?.architecture == "ARM64" ? "linux/arm64" : "linux/amd64"), or change the 'architecture' of the service"
        case .logs:
            "create the log group '\(logGroup)', and allow logs:CreateLogStream and logs:PutLogEvents to the execution role \(executionRole)"
        case .noCapacity: "release again later, use subnets in more availability zones, or another capacity provider than FARGATE_SPOT"
        case .circuitBreaker: "see the reasons above; fewer failures are waited for with `--fail-after`"
        case .alarm: "see what the alarm is about; the new revision made it go off, or it would have gone off anyway"
        case .timeout: "wait for it with `imgship release --follow`, or give more time with `--timeout`"
        case .superseded: "see who deploys this service as well; `imgship history` shows its deployments"
        case .unknown: "see the service's events with `imgship status`"
        }
    }

    private var culprit: TaskFailure.Container? { failures.lazy.compactMap(\.culprit).first }
    private var container: String { culprit?.name ?? task?.containers.first?.name ?? watch.deployment.name }
    private var image: String { (task?[container: container] ?? task?.containers.first)?.image ?? "of '\(container)'" }
    private var logGroup: String { task?[container: container]?.logOptions["awslogs-group"] ?? "" }
    private var executionRole: String { task?.executionRole.map { "'\(DeploymentWatch.shortName($0))'" } ?? "of the task, which has none" }

    private var memory: String {
        let own = task?[container: container]?.memory ?? task?.memory
        return own.map { "\($0) MiB" } ?? "now"
    }

    private var permission: String {
        let said = failures.map(\.reason).joined(separator: " ").lowercased()
        let actions =
            said.contains("cannotpull") || said.contains("registry auth from")
            ? "ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer"
            : said.contains("ssm") ? "ssm:GetParameters" : "secretsmanager:GetSecretValue"
        let key = actions.hasPrefix("ecr") ? "" : " (and kms:Decrypt, where a key of yours encrypts it)"
        return "allow \(actions)\(key) to the execution role \(executionRole)"
    }

    private var exitCode: String {
        switch culprit?.exitCode {
        case 127?: "the command is not in the image: check 'entrypoint' and 'command' of '\(container)'"
        case 126?: "the command cannot be executed: check its mode, and the user of '\(container)'"
        case 137?: "it was killed from outside: it may need more memory than \(memory), or did not end within its 'stop-timeout'"
        case 0?: "the program of '\(container)' ended without an error: a service has to run on"
        default: "read its last lines, mend the program or its settings, then release again"
        }
    }
}
