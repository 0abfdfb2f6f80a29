import AWS
import Configuration
import HTTP
import HTTPTypes
import Simulation
import TestSupport
import Testing

@testable import Release

@Suite struct `A checkup` {
    private static func states(_ lines: [CheckupLine]) -> [String] { lines.map { "\($0.state.rawValue) \($0.subject)" } }

    @Test func `finds what is there and what is missing`() async throws {
        let scene = try Scene()
        let lines = try await AWSCheckup(scene.client, clock: scene.clock).run(clusters: ["demo", "nowhere"])
        #expect(
            Self.states(lines) == [
                "ok region", "ok credentials", "ok cluster demo", "fail cluster nowhere", "warn role AWSServiceRoleForECS",
            ])
        #expect(lines.filter { $0.state != .ok }.allSatisfy { $0.remedy != nil })
    }

    @Test(
        arguments: [
            ("Mon, 05 Jan 2026 09:00:00 GMT", "ok", "as AWS's"), ("Mon, 05 Jan 2026 09:02:00 GMT", "warn", "120 s behind AWS's"),
            ("Mon, 05 Jan 2026 08:50:00 GMT", "fail", "600 s ahead of AWS's"),
        ]) func `compares the clock with that of AWS`(date: String, state: String, words: String) async throws
    {
        let scene = try Scene()
        var retry = RetryPolicy()
        retry.clock = scene.clock
        let client = AWSClient(
            DatedTransport(aws: scene.aws, date: date), region: scene.destination.region,
            credentials: FixedCredentials(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")), retry: retry)
        let line = try #require(try await AWSCheckup(client, clock: scene.clock).run(clusters: []).first { $0.subject == "clock" })
        #expect((line.state.rawValue, line.words) == (state, words))
    }

    /// Simulated AWS behind a web server that dates its answers.
    private struct DatedTransport: AWSTransport {
        let aws: SimulatedAWS
        let date: String

        func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
            let answer = try await aws.send(call, in: region, with: credentials)
            var fields = answer.fields
            fields[.date] = date
            return AWSAnswer(status: answer.status, fields: fields, bytes: answer.bytes, from: answer.address)
        }
    }

    @Test func `knows what a project is made of, for its policy`() throws {
        let text = """
            version: 1
            project: llm-chat
            registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/llm-chat
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}}
            services:
              backend:
                image: backend
                cpu: 512
                memory: 1024
                execution-role: ecsTaskExecutionRole
                secrets: {KEY: "secret:llm-chat/openai#key", URL: "ssm:/llm-chat/url"}
            """
        let file = try ProjectFile.load(text: text, file: "imgship.yaml", environment: nil, variables: [:])
        let destination = Destination(project: "llm-chat", region: try Region("eu-central-1"), account: "123456789012")
        let scope = try ProjectScope(file, to: destination) { _ in [] }.permissions
        #expect(scope.repositories == ["llm-chat/backend"])
        #expect(scope.clusters == ["llm-chat"])
        #expect(scope.services == ["llm-chat/*"])
        #expect(scope.families == ["llm-chat-backend"])
        #expect(scope.logGroups == ["/imgship/llm-chat/*"])
        #expect(scope.secrets == ["llm-chat/openai"])
        #expect(scope.parameters == ["/llm-chat/url"])
        #expect(scope.roles == ["ecsTaskExecutionRole", "llm-chat-*"])
        try expectGolden(
            PermissionCatalog.policy(for: Set(Permission.User.allCases), in: scope).text + "\n", "policy.json")
    }
}
