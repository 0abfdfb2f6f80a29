import AWS
import Simulation
import Testing

@testable import Release

@Suite struct `Scaling a service` {
    private static let scalable = ScalableService(cluster: "demo", service: "backend")

    private static func scale(_ scene: Scene, _ wish: ServiceScaler.Wish) async throws -> ScalingOutcome {
        try await ServiceScaler(ReleaseClients(scene.client)).scale(scene.addresses[0], wish)
    }

    private static func scaledScene() async throws -> Scene {
        let scene = try Scene()
        try await AutoScalingClient(scene.client).registerScalableTarget(scalable, minimum: 1, maximum: 4)
        return scene
    }

    @Test func `sets the number of tasks`() async throws {
        let scene = try Scene()
        let outcome = try await Self.scale(scene, .init(desired: 5))
        #expect((outcome.desiredBefore, outcome.desired) == (2, 5))
        #expect(outcome.bounds == nil)
        #expect(try await scene.service()?.desiredCount == 5)
        _ = try await Self.scale(scene, .init(desired: 5))
        #expect(await scene.calls("UpdateService").count == 1)
    }

    @Test func `is refused where Application Auto Scaling decides`() async throws {
        let scene = try await Self.scaledScene()
        let error = await #expect(throws: ScalingError.self) { _ = try await Self.scale(scene, .init(desired: 9)) }
        #expect(error?.code == .isScaled(minimum: 1, maximum: 4))
        #expect(error?.hint == "change the bounds with --bounds MIN-MAX, or stop scaling for a while with --suspend")
        #expect(await scene.calls("UpdateService").isEmpty)
    }

    @Test func `changes bounds, suspends and resumes`() async throws {
        let scene = try await Self.scaledScene()
        let bounded = try await Self.scale(scene, .init(bounds: 3...12))
        #expect(bounded.bounds == ScalingOutcome.Bounds(minimum: 3, maximum: 12, isSuspended: false))
        let paused = try await Self.scale(scene, .init(desired: 0, isSuspended: true))
        #expect((paused.desired, paused.bounds?.isSuspended) == (0, true))
        #expect(try await scene.service()?.desiredCount == 0)
        _ = try await Self.scale(scene, .init(desired: 1))
        let resumed = try await Self.scale(scene, .init(isSuspended: false))
        #expect(resumed.bounds == ScalingOutcome.Bounds(minimum: 3, maximum: 12, isSuspended: false))
        let target = try await AutoScalingClient(scene.client).describeScalableTargets([Self.scalable]).first
        #expect(target?.suspension == ScalableTarget.Suspension.none)
    }

    @Test(arguments: [ServiceScaler.Wish(bounds: 1...2), .init(isSuspended: true)])
    func `refuses bounds for a service that is not scaled`(wish: ServiceScaler.Wish) async throws {
        let error = await #expect(throws: ScalingError.self) { _ = try await Self.scale(try Scene(), wish) }
        #expect(error?.code == .isNotScaled)
        #expect(error?.exitCode == .refused)
    }
}
