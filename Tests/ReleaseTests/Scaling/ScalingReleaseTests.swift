import AWS
import JSON
import Testing

@testable import Release

@Suite struct `A release of a service that is scaled` {
    private static let scalable = ScalableService(cluster: "demo", service: "frontend")

    private static func text(_ scaling: String) -> String {
        Scene.both.replacing("    desired: 2\n    logs: {group: /demo/frontend}", with: "    \(scaling)\n    logs: {group: /demo/frontend}")
    }

    private static func scene(_ scaling: String, running: [String] = ["backend", "frontend"]) throws -> Scene {
        try Scene(.ok, text(scaling), running: running)
    }

    private static let calls = [
        "RegisterScalableTarget", "PutScalingPolicy", "DeleteScalingPolicy", "DeregisterScalableTarget", "PutScheduledAction",
        "DeleteScheduledAction",
    ]

    private static func sent(_ scene: Scene) async -> [String] {
        await scene.aws.transcript.map(\.action).filter(calls.contains)
    }

    @Test func `sets bounds and policies after all services are well, and nothing the second time`() async throws {
        let scene = try Self.scene("scaling: {min: 2, max: 6, cpu: 60, requests: 500}")
        let record = try await scene.release()
        #expect(record.outcome == .succeeded)
        #expect(await Self.sent(scene) == ["RegisterScalableTarget", "PutScalingPolicy", "PutScalingPolicy"])
        let actions = await scene.aws.transcript.map(\.action)
        #expect(
            try #require(actions.lastIndex(of: "DescribeServiceRevisions")) < #require(actions.firstIndex(of: "RegisterScalableTarget")))
        let policy = try #require(await scene.calls("PutScalingPolicy").last)
        #expect(policy.parameters["PolicyName"] == "imgship-requests")
        let metric = policy.parameters["TargetTrackingScalingPolicyConfiguration"]?["PredefinedMetricSpecification"]
        #expect(metric?["ResourceLabel"]?.string == "app/demo/50dc6c495c0c9188/targetgroup/frontend/6d0ecf831eec9f09")
        let again = try await scene.release()
        #expect(again.outcome == .unchanged)
        #expect(await Self.sent(scene).count == 3)
    }

    @Test func `sets the tasks of a new service between its bounds`() async throws {
        let scene = try Self.scene("scaling: {min: 3, max: 6, cpu: 60}", running: ["backend"])
        _ = try await scene.release()
        #expect(await scene.calls("CreateService").first?.parameters["desiredCount"] == 3)
        let target = try await AutoScalingClient(scene.client).describeScalableTargets([Self.scalable]).first
        #expect(target?.minimum == 3 && target?.maximum == 6)
    }

    @Test func `changes scaling alone without any deployment, and deletes our policies alone`() async throws {
        let scene = try Self.scene("scaling: {min: 2, max: 6, cpu: 60}")
        _ = try await scene.release()
        let scaling = AutoScalingClient(scene.client)
        try await scaling.registerScalableTarget(Self.scalable, minimum: 1, maximum: 4)
        try await scaling.putScalingPolicy("imgship-memory", of: Self.scalable, TargetTracking(.memory, target: 50))
        try await scaling.putScalingPolicy("by-hand", of: Self.scalable, TargetTracking(.cpu, target: 90))
        let before = await scene.calls("UpdateService").count
        let record = try await scene.release()
        #expect(record["frontend"]?.action == .scale)
        #expect(record["frontend"]?.state == .succeeded)
        #expect(await scene.calls("UpdateService").count == before)
        #expect(await Self.sent(scene).suffix(2) == ["RegisterScalableTarget", "DeleteScalingPolicy"])
        let left = try await scaling.describeScalingPolicies(of: Self.scalable).compactMap(\.name)
        #expect(Set(left) == ["imgship-cpu", "by-hand"])
    }

    @Test func `ends scaling that the file has no more, unless others have a part in it`() async throws {
        let scene = try Self.scene("desired: 2")
        _ = try await scene.release()
        let scaling = AutoScalingClient(scene.client)
        try await scaling.registerScalableTarget(Self.scalable, minimum: 1, maximum: 4)
        try await scaling.putScalingPolicy("imgship-cpu", of: Self.scalable, TargetTracking(.cpu, target: 50))
        try await scaling.putScheduledAction("morning", of: Self.scalable, ScalingSchedule("rate(1 day)", minimum: 2))
        _ = try await scene.release()
        #expect(await Self.sent(scene).last == "DeleteScalingPolicy")
        try await scaling.deregisterScalableTarget(Self.scalable)
        try await scaling.registerScalableTarget(Self.scalable, minimum: 1, maximum: 4)
        try await scaling.putScalingPolicy("imgship-cpu", of: Self.scalable, TargetTracking(.cpu, target: 50))
        _ = try await scene.release()
        #expect(await Self.sent(scene).last == "DeregisterScalableTarget")
        #expect(try await scene.release().outcome == .unchanged)
    }

    private static let scheduled =
        "scaling: {min: 2, max: 6, schedule: {morning: {cron: '0 8 ? * * *', min: 3}, often: {rate: 2 hours, max: 7}}}"

    @Test func `sets scheduled actions once, and deletes ours alone`() async throws {
        let scene = try Self.scene(Self.scheduled)
        _ = try await scene.release()
        #expect(await Self.sent(scene) == ["RegisterScalableTarget", "PutScheduledAction", "PutScheduledAction"])
        let scaling = AutoScalingClient(scene.client)
        let actions = try await scaling.describeScheduledActions(of: Self.scalable)
        #expect(actions.compactMap(\.name) == ["imgship-morning", "imgship-often"])
        #expect(actions.first?.schedule == ScalingSchedule("cron(0 8 ? * * *)", timeZone: "UTC", minimum: 3))
        // The morning has come: its bounds are not taken back.
        try await scaling.registerScalableTarget(Self.scalable, minimum: 3, maximum: 6)
        #expect(try await scene.release().outcome == .unchanged)
        try await scaling.putScheduledAction("by-hand", of: Self.scalable, ScalingSchedule("rate(1 day)", minimum: 2))
        try await scaling.putScheduledAction("imgship-old", of: Self.scalable, ScalingSchedule("rate(1 day)", minimum: 2))
        #expect(try await scene.release()["frontend"]?.action == .scale)
        #expect(await Self.sent(scene).last == "DeleteScheduledAction")
        let left = try await scaling.describeScheduledActions(of: Self.scalable).compactMap(\.name)
        #expect(left == ["imgship-morning", "imgship-often", "by-hand"])
    }

    @Test func `tells of a time in the schedule that has passed`() async throws {
        let scene = try Self.scene(
            "scaling: {min: 2, max: 6, schedule: {launch: {at: '2020-01-01T00:00:00', max: 7}, often: {rate: 1 day, max: 7}}}")
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.warnings.map(\.what).contains("the time of 'launch' in its schedule has passed"))
        #expect(prepared.plan.services.flatMap(\.scaling.schedules.keys) == ["imgship-often"])
    }

    @Test func `leaves scaling suspended that someone has suspended`() async throws {
        let scene = try Self.scene("scaling: {min: 2, max: 6, cpu: 60}")
        _ = try await scene.release()
        let address = try #require(scene.addresses.last)
        let scaler = ServiceScaler(ReleaseClients(scene.client))
        _ = try await scaler.scale(address, .init(desired: 0, isSuspended: true))
        try await AutoScalingClient(scene.client).registerScalableTarget(Self.scalable, minimum: 1, maximum: 3)
        #expect(try await scene.release()["frontend"]?.action == .scale)
        let target = try await AutoScalingClient(scene.client).describeScalableTargets([Self.scalable]).first
        #expect(target?.suspension == .all && target?.maximum == 6)
    }

    @Test func `tells someone who sets bounds by hand that a schedule will change them`() async throws {
        let scene = try Self.scene(Self.scheduled)
        _ = try await scene.release()
        let address = try #require(scene.addresses.last)
        let outcome = try await ServiceScaler(ReleaseClients(scene.client)).scale(address, .init(bounds: 1...9))
        #expect(outcome.bounds?.isScheduled == true)
    }

    @Test func `leaves scaling as it is when it fails`() async throws {
        let scene = try Scene(.crash, Self.text("scaling: {min: 2, max: 6, cpu: 60}"), running: ["backend", "frontend"])
        _ = try await scene.failure()
        #expect(await Self.sent(scene).isEmpty)
    }

    @Test func `says that only the scaling is not as it is wanted`() async throws {
        let scene = try Scene(
            .ok, Self.text("scaling: {min: 2, max: 6, cpu: 60}"), running: ["backend", "frontend"],
            meddling: { call, _ in call.action == "PutScalingPolicy" ? .refuse("AccessDeniedException") : nil })
        let failure = try await scene.failure()
        #expect(failure.summary == "the scaling of 'frontend' is not as it is wanted")
        #expect(failure.reason?.hasSuffix("all services run as they are wanted") == true)
        #expect(failure.hint?.contains("application-autoscaling:PutScalingPolicy") == true)
        #expect(failure.record.services.map(\.state) == [.succeeded, .succeeded])
    }

    @Test func `keeps its hands off scaling that it may not look at`() async throws {
        let scene = try Scene(
            .ok, Self.text("scaling: {min: 2, max: 6, cpu: 60}"), running: ["backend", "frontend"],
            meddling: { call, _ in call.action == "DescribeScalableTargets" ? .refuse("AccessDeniedException") : nil })
        #expect(try await scene.release().outcome == .succeeded)
        #expect(await Self.sent(scene).isEmpty)
    }

    @Test func `by requests needs a load balancer for applications`() async throws {
        let scene = try Scene(
            .ok, Self.text("scaling: {min: 2, max: 6, requests: 60}"), running: ["backend", "frontend"],
            meddling: { call, _ in
                call.action == "DescribeTargetGroups" ? .change { $0.replacing("loadbalancer/app/", with: "loadbalancer/net/") } : nil
            })
        let refusal = await #expect(throws: ReleaseRefusal.self) { try await scene.release() }
        #expect(refusal?.findings.map(\.what) == ["scaling by 'requests' needs an Application Load Balancer"])
    }
}
