import AWS
import JSON
import Testing

@testable import Release

/// The words are those of the ECS Developer Guide ("Stopped tasks error messages") and of public issue reports.
@Suite struct `What ECS says of a stopped task` {
    static let words: [(String, FailureCause?, isCertain: Bool)] = [
        (
            "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 1.dkr.ecr.us-east-1.amazonaws.com/a:b: not found",
            .imagePull, true
        ),
        ("CannotPullContainerError: Error response from daemon: manifest for a:b not found: manifest unknown", .imagePull, true),
        ("CannotPullContainerError: You have reached your pull rate limit. toomanyrequests", .imagePull, false),
        ("CannotPullContainerError: failed to copy: httpReadSeeker: failed open: unexpected status code: 403 Forbidden", .permission, true),
        (
            "CannotPullContainerError: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": net/http: request canceled while waiting for connection",
            .noRoute, false
        ),
        ("CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'", .architecture, true),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue",
            .permission, true
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key KEY",
            .secret, true
        ),
        (
            "ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed: dial tcp 52.46.1.1:443: i/o timeout",
            .noRoute, false
        ),
        (
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist.: exit status 1",
            .logs, false
        ),
        ("OutOfMemoryError: Container killed due to memory usage", .outOfMemory, false),
        ("Task failed container health checks", .containerHealth, false),
        ("Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/b)", .targetHealth, false),
        (
            "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: runc create failed: unable to start container process: exec: \"app\": executable file not found in $PATH",
            .exitCode, false
        ),
        ("Essential container in task exited", nil, false),
        ("", nil, false),
    ]

    @Test(arguments: words) func `tells the cause`(words: String, cause: FailureCause?, isCertain: Bool) {
        #expect(FailureWords.cause(of: words) == cause)
        #expect(FailureWords.isCertain(words) == isCertain)
    }

    @Test(arguments: [
        ("UserInitiated", "Task stopped by user"), ("SpotInterruption", "Your Spot Task was interrupted."),
        ("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1234567890123456789)"),
    ]) func `is no failure when it was meant`(code: String, reason: String) {
        #expect(TaskFailure(Self.task(code, reason)) == nil)
    }

    @Test func `is the same for two tasks`() throws {
        let failures = ["1111", "2222"].compactMap { TaskFailure(Self.task("TaskFailedToStart", "task \($0) is lost", id: $0)) }
        #expect(Set(failures.map(\.reason)) == ["task ... is lost"])
    }

    @Test func `counts up to the limit, or once when it is certain`() throws {
        let crash = try #require(TaskFailure(Self.task("EssentialContainerExited", "Essential container in task exited")))
        let pull = try #require(TaskFailure(Self.task("TaskFailedToStart", "CannotPullContainerError: a:b: not found")))
        #expect(!FailureLimit(count: 2).isReached(by: [crash]))
        #expect(FailureLimit(count: 2).isReached(by: [crash, crash]))
        #expect(FailureLimit(count: 9).isReached(by: [pull]))
        #expect(!FailureLimit(count: 0).isReached(by: [pull, crash, crash]))
    }

    private static func task(_ code: String, _ reason: String, id: String = "1111") -> ECSTask {
        ECSTask([
            "taskArn": .string("arn:aws:ecs:eu-west-1:1:task/demo/\(id)"), "stopCode": .string(code), "stoppedReason": .string(reason),
        ])
    }
}
