/// What ECS and programs say when things go wrong.
/// - Source: ECS Developer Guide, "Stopped tasks error messages" and "Service event messages"; reasons shown in public issue reports.
enum CannedWords {
    static let imageNotFound =
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref {image}: {image}: not found"
    static let pullDenied =
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: pulling from host {host} "
        + "failed with status code [manifests]: 403 Forbidden"
    static let secretMissing =
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve "
        + "secret from asm: service call has been retried 1 time(s): failed to fetch secret {secret} from secrets manager: "
        + "ResourceNotFoundException: Secrets Manager can't find the specified secret."
    static let noRoute =
        "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is "
        + "a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed "
        + "caused by: Post \"https://api.ecr.{region}.amazonaws.com/\": dial tcp 10.0.0.1:443: i/o timeout"
    static let noPlatform =
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching "
        + "platform '{platform}'"
    static let roleNotAssumed =
        "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being passed has the "
        + "proper trust relationship and permissions and that your IAM user has permissions to pass this role."
    static let startTimeout = "Timeout waiting for network interface provisioning to complete."
    static let outOfMemory = "OutOfMemoryError: Container killed due to memory usage"
    static let noCapacity = "Capacity is unavailable at this time. Please try again later or in a different availability zone."
    static let essentialExited = "Essential container in task exited"
    static let containerCheck = "Task failed container health checks"
    static let taskStopped = "Task stopped by user"
    static let lostHost = "Your task was stopped because its underlying infrastructure is no longer available."

    static let traceback = [
        "Traceback (most recent call last):", "  File \"/app/main.py\", line 12, in <module>",
        "    settings = Settings(os.environ[\"MODEL\"])", "KeyError: 'MODEL'",
    ]

    static let breakerTripped = "Service deployment rolled back because the circuit breaker threshold was exceeded."
    static let hookFailed = "Service deployment rolled back because a lifecycle hook failed."
    static let hookTimedOut = "Service deployment rolled back because a lifecycle hook timed out."
    static let noCandidate = "No rollback candidate was found to run the rollback."
}
