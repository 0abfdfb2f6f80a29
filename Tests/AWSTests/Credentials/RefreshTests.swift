import AWS
import HTTP
import Testing

@Suite struct `Credentials that end` {
    private static func answer(_ key: String, _ expiration: String, delay: Double = 0) -> CannedServer.Answer {
        .init(
            body: #"{"AccessKeyId":"\#(key)","SecretAccessKey":"s","Token":"t","Expiration":"\#(expiration)"}"#, delay: delay)
    }

    private let clock = TestClock()

    private func chain(_ server: CannedServer) throws -> CredentialChain {
        try TestSurroundings.chain(TestSurroundings.make(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.address("/c")]), clock: clock)
    }

    /// The clock of the test begins at 2023-11-14T22:13:20Z.
    @Test func `are replaced five minutes before`() async throws {
        let server = try CannedServer(["GET /c": [Self.answer("A", "2023-11-14T23:13:20Z"), Self.answer("B", "2023-11-15T23:13:20Z")]])
        let chain = try chain(server)
        #expect(try await chain.credentials().accessKeyID == "A")
        clock.now += 3299
        #expect(try await chain.credentials().accessKeyID == "A")
        clock.now += 1
        #expect(try await chain.credentials().accessKeyID == "B")
        #expect(try await server.asked().count == 2)
    }

    @Test func `are kept while they last when there are no new ones`() async throws {
        let server = try CannedServer(["GET /c": [Self.answer("A", "2023-11-14T23:13:20Z"), .init(status: 400)]])
        let chain = try chain(server)
        _ = try await chain.credentials()
        clock.now += 3400
        #expect(try await chain.credentials().accessKeyID == "A")
        #expect(try await chain.credentials().accessKeyID == "A")
        #expect(try await server.asked().count == 2)
        clock.now += 200
        await #expect(throws: AWSError.self) { try await chain.credentials() }
    }

    @Test func `are looked for once, however many ask`() async throws {
        let server = try CannedServer(["GET /c": [Self.answer("A", "2023-11-14T23:13:20Z", delay: 0.3)]])
        let chain = try chain(server)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await chain.credentials().accessKeyID } }
            for try await key in group { #expect(key == "A") }
        }
        #expect(try await server.asked().count == 1)
    }

    @Test func `are replaced at once when AWS refuses them`() async throws {
        let server = try CannedServer(["GET /c": [Self.answer("A", "2023-11-15T23:13:20Z"), Self.answer("B", "2023-11-15T23:13:20Z")]])
        let chain = try chain(server)
        let first = try await chain.credentials()
        #expect(try await chain.credentials(insteadOf: first).accessKeyID == "B")
        // The second who was refused gets the new ones without another search.
        #expect(try await chain.credentials(insteadOf: first).accessKeyID == "B")
        #expect(try await server.asked().count == 2)
    }
}
