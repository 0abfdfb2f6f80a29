import AWS
import JSON
import Testing

/// Messages as AWS's users report them.
@Suite struct `A refusal of AWS` {
    private func error(_ code: String, _ message: String, _ call: (AWSClient) async throws -> Void) async throws -> AWSError {
        let body = JSONValue.object(["__type": .string(code), "message": .string(message)]).text()
        let client = try RecordingTransport { _, _ in (400, body) }.client()
        return try await #require(throws: AWSError.self) { try await call(client) }
    }

    private static let service: JSONObject = ["cluster": "main", "service": "backend"]

    @Test func `for want of a permission gives the statement to add`() async throws {
        let message = """
            User: arn:aws:sts::123456789012:assumed-role/ci/run is not authorized to perform: ecs:UpdateService on resource: \
            arn:aws:ecs:eu-central-1:123456789012:service/main/backend because no identity-based policy allows the ecs:UpdateService action
            """
        let error = try await error("AccessDeniedException", message) { _ = try await ECSClient($0).updateService(Self.service) }
        #expect(
            error.report == """
                error: AWS does not allow 'ecs:UpdateService' for 'backend'
                  AccessDeniedException: \(message)
                  hint: add this to a policy of 'arn:aws:sts::123456789012:assumed-role/ci/run': \
                {"Effect":"Allow","Action":"ecs:UpdateService","Resource":"arn:aws:ecs:eu-central-1:123456789012:service/main/backend"}
                """)
    }

    @Test func `names the permission that a call needs beside its own`() async throws {
        let message = """
            User: arn:aws:iam::123456789012:user/u is not authorized to perform: iam:PassRole on resource: \
            arn:aws:iam::123456789012:role/task because no identity-based policy allows the iam:PassRole action
            """
        let error = try await error("AccessDeniedException", message) {
            _ = try await ECSClient($0).registerTaskDefinition(["family": "f"])
        }
        #expect(
            error.hint?.contains(#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/task"}"#) == true)
    }

    @Test(arguments: [
        ("a service control policy", "a service control policy"), ("a permissions boundary", "a permissions boundary"),
        ("an identity-based policy: arn:aws:iam::1:policy/p", "an identity-based policy"), ("", "a policy"),
    ]) func `by an explicit deny says that allowing does not help`(words: String, kind: String) async throws {
        let message =
            "User: arn:aws:iam::1:user/u is not authorized to perform: ecs:RunTask on resource: * with an explicit deny in \(words)"
        let error = try await error("AccessDeniedException", message) { _ = try await ECSClient($0).runTask([:]) }
        #expect(
            error.hint
                == "\(kind) forbids 'ecs:RunTask': whoever looks after it must change it; allowing the action elsewhere does not help")
    }

    @Test(arguments: ["", "no", "User:", "to perform:", "to perform: x on resource:", "on resource: arn:"])
    func `with an odd message is told all the same`(message: String) async throws {
        let error = try await error("AccessDeniedException", message) { _ = try await ECSClient($0).updateService(Self.service) }
        #expect(error.hint?.contains(#""Action":"ecs:UpdateService""#) == true)
    }

    @Test(arguments: [
        ("InvalidParameterException", "Creation of service was not idempotent.", "there is a service of that name already"),
        (
            "InvalidParameterException", "The target group with targetGroupArn arn:aws:x does not have an associated load balancer.",
            "attach the target group to a listener first"
        ),
        ("InvalidParameterException", "Unable to Start a service that is still Draining.", "the service is being deleted"),
        (
            "InvalidParameterException",
            "The provided target group arn:aws:x has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.",
            "tasks with a network of their own need a target group of type 'ip'"
        ),
        ("ServiceNotActiveException", "Service was not ACTIVE.", "the service has been deleted"),
        ("ClientException", "No Fargate configuration exists for given values.", "Fargate has certain pairs of cpu and memory"),
        ("ClientException", "Role is not valid", "the role must exist, and its trust policy must name 'ecs-tasks.amazonaws.com'"),
        (
            "ClientException", "Fargate requires task definition to have execution role ARN to support ECR images.",
            "give the task definition an execution role"
        ),
        ("PlatformUnknownException", "The specified platform version does not exist.", "use the platform version LATEST"),
        ("UnsupportedFeatureException", "not here", "this region does not have"),
        (
            "LimitExceededException", "The maximum number of services has been reached.",
            "ask for more of the ECS quota 'Services per cluster'"
        ),
        (
            "ThrottledByQuota", "You've reached the limit on the number of vCPUs you can run concurrently",
            "ask for more of the quota 'Fargate On-Demand vCPU resource count' (L-3032A538)"
        ),
    ]) func `that people meet says what to do`(code: String, message: String, hint: String) async throws {
        let error = try await error(code, message) { _ = try await ECSClient($0).updateService(Self.service) }
        #expect(error.reason == "\(code): \(message)")
        #expect(error.hint?.hasPrefix(hint) == true, "\(error.hint ?? "no hint")")
    }

    @Test func `that nobody knows has AWS's words alone`() async throws {
        let error = try await error("SomethingNewException", "m") { _ = try await ECSClient($0).updateService(Self.service) }
        #expect(error.report == "error: AWS refused 'ecs:UpdateService' for 'backend'\n  SomethingNewException: m")
    }

    @Test func `never shows a secret that the call held`() async throws {
        let error = try await error("InvalidRequestException", "You can't do that: it is scheduled for deletion") {
            _ = try await SecretsClient($0).createSecret("app/key", .init("hunter2"), token: RequestToken())
        }
        #expect(error.summary == "AWS refused 'secretsmanager:CreateSecret' for 'app/key'")
        #expect(!"\(error)".contains("hunter2"))
        #expect(error.hint == "the secret is about to be deleted: restore it, or use another name")
    }
}
