import AWS
import Diagnostics
import Simulation
import Synchronization
import Testing

@testable import Release

@Suite struct `A one-off task` {
    private static func launcher(_ scene: Scene) -> TaskLauncher { TaskLauncher(ReleaseClients(scene.client), clock: scene.clock) }

    private static func run(_ scene: Scene, _ wish: TaskWish = TaskWish(command: ["./migrate", "--all"])) async throws -> (Int, [String]) {
        let lines = Mutex<[String]>([])
        let prepared = try await launcher(scene).prepare(scene.addresses[0], wish)
        let code = try await launcher(scene).run(prepared, timeout: .seconds(600)) { event in
            if case .line(let text) = event.kind { lines.withLock { $0.append(text) } }
        }
        return (code, lines.withLock { $0 })
    }

    @Test func `runs where the service runs, with what is asked for, and tells its lines and its exit code`() async throws {
        let scene = try Scene()
        var wish = TaskWish(command: ["./migrate", "--all"])
        wish.environment = ["BATCH": "7"]
        (wish.cpu, wish.memory) = (1024, 4096)
        let (code, lines) = try await Self.run(scene, wish)
        #expect(code == 0)
        #expect(lines.suffix(2) == ["running 3 migrations", "done"])
        let request = try #require(await scene.calls("RunTask").first).parameters
        #expect(request["taskDefinition"]?.string?.hasSuffix("llm-chat-backend:1") == true)
        #expect(request["networkConfiguration"]?["awsvpcConfiguration"]?["assignPublicIp"] == "ENABLED")
        #expect(request["overrides"]?["cpu"] == "1024")
        #expect(request["overrides"]?["memory"] == "4096")
        let override = request["overrides"]?["containerOverrides"]?.array?.first
        #expect(override?["command"]?.strings == ["./migrate", "--all"])
        #expect(override?["environment"] == [["name": "BATCH", "value": "7"]])
    }

    @Test func `without a command runs the image's own`() async throws {
        let scene = try Scene()
        _ = try await Self.run(scene, TaskWish(command: []))
        let override = await scene.calls("RunTask").first?.parameters["overrides"]?["containerOverrides"]?.array?.first
        #expect(override == ["name": "backend"])
    }

    @Test(arguments: [1, 42, 255]) func `passes on the exit code of its container`(code: Int) async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(.exits(.init(code: code, after: 3)))
        #expect(try await Self.run(try Scene(scenario)).0 == code)
    }

    @Test func `that never ran says why, and what to do`() async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(
            .failsToStart(reason: "CannotPullContainerError: pull image manifest has been retried 1 time(s): {image}: not found"))
        let error = await #expect(throws: OneOffFailure.self) { _ = try await Self.run(try Scene(scenario)) }
        #expect(error?.summary == "the task of 'backend' ended before its container 'backend' ran")
        #expect(error?.reason?.contains("CannotPullContainerError") == true)
        #expect(error?.hint?.contains("imgship status") == true)
        #expect(error?.exitCode == .failed)
    }

    @Test func `for which there is no room says so`() async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(.cannotBePlaced(reason: "Capacity is unavailable at this time. Please try again later"))
        let scene = try Scene(scenario)
        let prepared = try await Self.launcher(scene).prepare(scene.addresses[0], TaskWish(command: []))
        let error = await #expect(throws: OneOffFailure.self) { _ = try await Self.launcher(scene).start(prepared) }
        #expect(error?.reason == "Capacity is unavailable at this time. Please try again later")
        #expect(error?.hint?.contains("FARGATE_SPOT") == true)
    }

    @Test func `that ECS has forgotten is not waited for`() async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(.neverStarts)
        let scene = try Scene(
            scenario,
            meddling: { call, number in
                guard call.action == "DescribeTasks", number > 3 else { return nil }
                return .change { _ in #"{"tasks":[],"failures":[{"arn":"arn","reason":"MISSING"}]}"# }
            })
        let error = await #expect(throws: OneOffFailure.self) { _ = try await Self.run(scene) }
        #expect(error?.summary == "nobody can tell how the task of 'backend' ended")
        #expect(error?.reason == "ECS does not know the task any more")
        #expect(error?.exitCode == .failed)
    }

    @Test func `is stopped when its time is over`() async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(.neverStarts)
        let scene = try Scene(scenario)
        let error = await #expect(throws: OneOffFailure.self) { _ = try await Self.run(scene) }
        #expect(error?.exitCode == .timedOut)
        #expect(await scene.calls("StopTask").count == 1)
    }

    @Test func `is stopped when it is cancelled`() async throws {
        let scene = try Scene()
        let prepared = try await Self.launcher(scene).prepare(scene.addresses[0], TaskWish(command: []))
        let running = Task {
            try await Self.launcher(scene).run(prepared, timeout: nil) { event in
                if case .task("PENDING") = event.kind { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { _ = try await running.value }
        #expect(await scene.calls("StopTask").first?.parameters["reason"] == "imgship: interrupted")
    }

    @Test func `refuses a container that is not there`() async throws {
        let scene = try Scene()
        let error = await #expect(throws: DefinitionError.self) {
            _ = try await Self.launcher(scene).prepare(scene.addresses[0], TaskWish(container: "worker", command: []))
        }
        #expect(error?.hint == "it has: backend")
    }
}
