import AWS
import Simulation
import TestSupport
import Testing

@testable import Release

@Suite struct `A session in a container` {
    private static func find(_ scene: Scene, container: String? = nil, _ command: [String] = []) async throws -> ExecCommand {
        try await ExecFinder(ReleaseClients(scene.client), in: scene.destination.region)
            .find(scene.addresses[0], container: container, command: command)
    }

    @Test func `is refused, with what to do, where the service does not allow it`() async throws {
        let error = await #expect(throws: ExecRefusal.self) { _ = try await Self.find(try Scene()) }
        #expect(error?.code == .isOff)
        #expect(error?.hint?.contains("exec: true") == true)
    }

    @Test func `is refused where the tasks are older than the permission`() async throws {
        let scene = try Scene()
        _ = try await ECSClient(scene.client).updateService(["cluster": "demo", "service": "backend", "enableExecuteCommand": true])
        let error = await #expect(throws: ExecRefusal.self) { _ = try await Self.find(scene) }
        #expect(error?.code == .tasksAreOlder)
    }

    @Test func `is opened by AWS's own program, in a task that runs`() async throws {
        let scene = try Scene(.ok, Scene.backend + "    exec: true\n")
        let found = try await Self.find(scene)
        let task = try #require(found.task.wholeMatch(of: /[0-9a-f]{32}/)?.output)
        #expect(
            found.line
                == "aws ecs execute-command --region eu-central-1 --cluster demo --task \(task) --container backend --interactive --command /bin/sh"
        )
    }

    @Test(arguments: ["", "a b", "it's", "$HOME `id`", "new\nline", "plain", "a'b'c", "*"])
    func `is written so that a shell reads each word as it is`(word: String) throws {
        let line = "printf '%s|' " + ExecCommand.quoted(word)
        #expect(try Program.output(["sh", "-c", line]) == word + "|")
    }
}
