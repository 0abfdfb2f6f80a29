import AWS
import HTTP
import JSON
import TestSupport
import Testing

/// Answers that moto cannot give, in the shapes of AWS's API references.
@Suite struct `An answer of AWS` {
    /// A transport that has one answer to each action.
    private static func client(_ answers: [String: String]) throws -> AWSClient {
        try RecordingTransport { call, _ in
            answers[call.action].map { (200, $0) } ?? (400, #"{"__type":"InvalidAction","message":"no such action"}"#)
        }.client()
    }

    private static let arn = "arn:aws:ecs:us-east-1:123456789012"

    private static let deployments = """
        {"failures":[{"arn":"\(arn):service-deployment/main/web/gone","reason":"MISSING"}],"serviceDeployments":[{
        "serviceDeploymentArn":"\(arn):service-deployment/main/web/NCWGC2ZR-taawPAYrIaU5","serviceArn":"\(arn):service/main/web",
        "clusterArn":"\(arn):cluster/main","createdAt":1732650213.391,"startedAt":1732650215.5,"updatedAt":1732650303.1,
        "sourceServiceRevisions":[{"arn":"\(arn):service-revision/main/web/1","requestedTaskCount":2,"runningTaskCount":1,"pendingTaskCount":0}],
        "targetServiceRevision":{"arn":"\(arn):service-revision/main/web/2","requestedTaskCount":2,"runningTaskCount":0,"pendingTaskCount":1,
        "requestedProductionTrafficWeight":0.0},"status":"ROLLBACK_IN_PROGRESS","statusReason":"circuit breaker","lifecycleStage":"SCALE_UP",
        "lifecycleHookDetails":[{"hookId":"h-1","targetType":"PAUSE","status":"AWAITING_ACTION","expiresAt":1732653803,"timeoutAction":"ROLLBACK"}],
        "deploymentConfiguration":{"strategy":"BLUE_GREEN","maximumPercent":200,"minimumHealthyPercent":100},
        "rollback":{"reason":"Service deployment rolled back because the circuit breaker threshold was exceeded.","startedAt":1732650301,
        "serviceRevisionArn":"\(arn):service-revision/main/web/1"},"deploymentCircuitBreaker":{"status":"TRIGGERED","failureCount":3,"threshold":3},
        "alarms":{"status":"MONITORING","alarmNames":["5xx"],"triggeredAlarmNames":["5xx"]},"keyOfTomorrow":{"a":[1]}}]}
        """

    private static let revisions = """
        {"serviceRevisions":[{"serviceRevisionArn":"\(arn):service-revision/main/web/2","serviceArn":"\(arn):service/main/web",
        "clusterArn":"\(arn):cluster/main","taskDefinition":"\(arn):task-definition/web:7","launchType":"FARGATE","createdAt":1732650213.4,
        "containerImages":[{"containerName":"web","imageDigest":"sha256:ab","image":"repo:v1@sha256:ab"}]}],"failures":[]}
        """

    @Test func `about a deployment tells all that a watcher needs`() async throws {
        let ecs = ECSClient(try Self.client(["DescribeServiceDeployments": Self.deployments, "DescribeServiceRevisions": Self.revisions]))
        let found = try await ecs.describeServiceDeployments(["a", "gone"])
        let deployment = try #require(found.found.first)
        #expect(found.failures.first?.isMissing == true)
        #expect(deployment.status == .rollbackInProgress)
        #expect(deployment.status?.isFinal == false)
        #expect(deployment.triggeredAlarms == ["5xx"])
        #expect(deployment.hooks.map(\.isWaiting) == [true])
        #expect(deployment.json["keyOfTomorrow"] == ["a": [1]])
        let revision = try #require(try await ecs.describeServiceRevisions(["r"]).found.first)
        guard PythonTools.botocore != nil else { return }
        try BotocoreReader.expectAgreement(
            on: [("ecs:DescribeServiceDeployments", Self.deployments), ("ecs:DescribeServiceRevisions", Self.revisions)],
            [
                "DescribeServiceDeployments": [
                    "serviceDeployments.0.serviceDeploymentArn": deployment.arn, "serviceDeployments.0.serviceArn": deployment.serviceARN,
                    "serviceDeployments.0.createdAt": deployment.createdAt, "serviceDeployments.0.updatedAt": deployment.updatedAt,
                    "serviceDeployments.0.status": deployment.statusName, "serviceDeployments.0.statusReason": deployment.statusReason,
                    "serviceDeployments.0.lifecycleStage": deployment.lifecycleStage,
                    "serviceDeployments.0.deploymentConfiguration.strategy": deployment.strategy,
                    "serviceDeployments.0.sourceServiceRevisions.0.runningTaskCount": deployment.sources.first?.runningTaskCount,
                    "serviceDeployments.0.targetServiceRevision.arn": deployment.targetRevisionARN,
                    "serviceDeployments.0.targetServiceRevision.pendingTaskCount": deployment.target?.pendingTaskCount,
                    "serviceDeployments.0.targetServiceRevision.requestedProductionTrafficWeight": deployment.target?.productionTraffic,
                    "serviceDeployments.0.rollback.reason": deployment.rollback?.reason,
                    "serviceDeployments.0.rollback.serviceRevisionArn": deployment.rollback?.serviceRevisionARN,
                    "serviceDeployments.0.rollback.startedAt": deployment.rollback?.startedAt,
                    "serviceDeployments.0.deploymentCircuitBreaker.status": deployment.circuitBreaker?.status,
                    "serviceDeployments.0.deploymentCircuitBreaker.failureCount": deployment.circuitBreaker?.failureCount,
                    "serviceDeployments.0.deploymentCircuitBreaker.threshold": deployment.circuitBreaker?.threshold,
                    "serviceDeployments.0.lifecycleHookDetails.0.hookId": deployment.hooks.first?.id,
                    "serviceDeployments.0.lifecycleHookDetails.0.expiresAt": deployment.hooks.first?.expiresAt,
                ],
                "DescribeServiceRevisions": [
                    "serviceRevisions.0.serviceRevisionArn": revision.arn, "serviceRevisions.0.taskDefinition": revision.taskDefinition,
                    "serviceRevisions.0.createdAt": revision.createdAt,
                    "serviceRevisions.0.containerImages.0.imageDigest": revision.images.first?.digest,
                    "serviceRevisions.0.containerImages.0.image": revision.images.first?.image,
                ],
            ])
    }

    @Test func `about permissions and drift is read as botocore reads it`() async throws {
        let simulated = """
            <SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults><member>
            <EvalActionName>ecs:RunTask</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>implicitDeny</EvalDecision>
            <MissingContextValues><member>aws:MultiFactorAuthPresent</member></MissingContextValues></member></EvaluationResults>
            </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>
            """
        let drifts = """
            <DescribeStackResourceDriftsResponse><DescribeStackResourceDriftsResult><StackResourceDrifts><member>
            <StackId>s</StackId><LogicalResourceId>Logs</LogicalResourceId><PhysicalResourceId>/app</PhysicalResourceId>
            <ResourceType>AWS::Logs::LogGroup</ResourceType><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>
            <Timestamp>2026-01-02T03:04:05.678Z</Timestamp><PropertyDifferences><member><PropertyPath>/RetentionInDays</PropertyPath>
            <ExpectedValue>30</ExpectedValue><ActualValue>7</ActualValue><DifferenceType>NOT_EQUAL</DifferenceType></member>
            </PropertyDifferences></member></StackResourceDrifts></DescribeStackResourceDriftsResult></DescribeStackResourceDriftsResponse>
            """
        let detection = """
            <DescribeStackDriftDetectionStatusResponse><DescribeStackDriftDetectionStatusResult><StackId>s</StackId>
            <StackDriftDetectionId>d</StackDriftDetectionId><StackDriftStatus>DRIFTED</StackDriftStatus>
            <DetectionStatus>DETECTION_COMPLETE</DetectionStatus><DriftedStackResourceCount>1</DriftedStackResourceCount>
            <Timestamp>2026-01-02T03:04:05Z</Timestamp></DescribeStackDriftDetectionStatusResult></DescribeStackDriftDetectionStatusResponse>
            """
        let client = try Self.client([
            "SimulatePrincipalPolicy": simulated, "DescribeStackResourceDrifts": drifts, "DescribeStackDriftDetectionStatus": detection,
        ])
        let decision = try #require(try await IAMClient(client).simulatePrincipalPolicy(of: "arn", actions: ["ecs:RunTask"]).first)
        #expect(!decision.isAllowed)
        let stacks = CloudFormationClient(client)
        let drift = try #require(try await stacks.describeStackResourceDrifts(of: "app").first)
        let status = try await stacks.describeStackDriftDetectionStatus("d")
        guard PythonTools.botocore != nil else { return }
        try BotocoreReader.expectAgreement(
            on: [
                ("iam:SimulatePrincipalPolicy", simulated), ("cloudformation:DescribeStackResourceDrifts", drifts),
                ("cloudformation:DescribeStackDriftDetectionStatus", detection),
            ],
            [
                "SimulatePrincipalPolicy": [
                    "EvaluationResults.0.EvalActionName": decision.action, "EvaluationResults.0.EvalDecision": decision.decision,
                    "EvaluationResults.0.MissingContextValues.0": decision.missingContext.first,
                ],
                "DescribeStackResourceDrifts": [
                    "StackResourceDrifts.0.LogicalResourceId": drift.logicalID,
                    "StackResourceDrifts.0.StackResourceDriftStatus": drift.status,
                    "StackResourceDrifts.0.PropertyDifferences.0.PropertyPath": drift.differences.first?.path,
                    "StackResourceDrifts.0.PropertyDifferences.0.ActualValue": drift.differences.first?.actual,
                ],
                "DescribeStackDriftDetectionStatus": [
                    "DetectionStatus": status.detectionStatus, "StackDriftStatus": status.driftStatus,
                    "DriftedStackResourceCount": status.driftedCount,
                ],
            ])
    }

    @Test func `in pages is read to its end, or to as many as are wanted`() async throws {
        let transport = RecordingTransport { call, before in
            guard case .json(let asked) = call.parameters else { return (500, "") }
            let page = asked["nextToken"]?.string.flatMap { Int($0) } ?? 0
            return (200, #"{"serviceArns":["\#(page)a","\#(page)b"]\#(page < 4 ? #","nextToken":"\#(page + 1)""# : "")}"#)
        }
        #expect(try await ECSClient(transport.client()).listServices(in: "main").count == 10)
        #expect(transport.calls.count == 5)
        let endless = RecordingTransport { call, before in (200, #"{"taskDefinitionArns":["a","b"],"nextToken":"\#(before)"}"#) }
        #expect(try await ECSClient(endless.client()).listTaskDefinitions(family: "f", limit: 5).count == 5)
        #expect(endless.calls.count == 3)
    }

    @Test(arguments: [#""nextToken":"same""#, ""]) func `that leads round in a circle is an error`(token: String) async throws {
        let transport = RecordingTransport { _, before in
            (200, #"{"serviceArns":[],\#(token.isEmpty ? #""nextToken":"\#(before)""# : token)}"#)
        }
        let error = await #expect(throws: AWSError.self) { try await ECSClient(transport.client()).listServices(in: "main") }
        #expect(error?.code == .badAnswer)
        #expect(transport.calls.count <= 1000)
    }

    @Test func `without what it is about is an error, not a crash`() async throws {
        for body in ["{}", "[]", "null", #"{"service":null}"#, "<html/>"] {
            let client = try RecordingTransport { _, _ in (200, body) }.client()
            let error = await #expect(throws: AWSError.self) { try await ECSClient(client).createService(["serviceName": "a"]) }
            #expect(error?.code == .badAnswer)
        }
        let client = try RecordingTransport { _, _ in (200, "not xml") }.client()
        let error = await #expect(throws: AWSError.self) { try await CloudFormationClient(client).getTemplate(of: "a") }
        #expect(error?.code == .badAnswer)
    }

    @Test(arguments: [(false, 1), (true, 3)]) func `that is lost is asked for again only where a token makes it safe`(
        hasToken: Bool, count: Int
    ) async throws {
        let transport = RecordingTransport { _, before in before < 2 ? (500, "") : (200, #"{"tasks":[],"service":{}}"#) }
        var policy = RetryPolicy()
        policy.clock = SteppingClock().clock
        let ecs = ECSClient(try transport.client(policy))
        let token: JSONObject = hasToken ? ["clientToken": "t"] : [:]
        _ = try? await ecs.runTask(token)
        #expect(transport.calls.count == count)
    }
}
