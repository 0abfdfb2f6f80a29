import Diagnostics
import Registry
import TestSupport
import Testing

@Suite struct `Credentials for tokens` {
    private func user(_ password: String) -> FixedCredentials {
        FixedCredentials(known: .basic(user: "user", password: Secret(password)))
    }

    private func push(_ chain: OrderedCredentials, _ repository: String, _ sample: Sample) async throws -> PushResult {
        let client = try TestClient(FakeRegistry.shared.get().domain, chain).client
        return try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))
    }

    @Test func `that the token's endpoint refuses make room for the next`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = "bearer/credentials-next"
        let chain = OrderedCredentials([.init("a", user("wrong")), .init("b", user("secret"))])
        #expect(try await push(chain, repository, sample).sent.count == sample.blobs.count)
        #expect(await chain.source(for: fake.domain) == "b")
        let shown = try await fake.log(repository).filter { $0.path == "/token" }.map(\.authorization)
        // The base64 of "user:wrong", once; then that of "user:secret".
        #expect(shown.first == "Basic dXNlcjp3cm9uZw==")
        #expect(shown.dropFirst().allSatisfy { $0 == "Basic dXNlcjpzZWNyZXQ=" })
    }

    @Test func `stay when it is their token that ended`() async throws {
        let sample = try Sample(sizes: [1, 2, 3, 4, 5, 6])
        let chain = OrderedCredentials([.init("a", user("secret")), .init("b", user("wrong"))])
        #expect(try await push(chain, "bearer/credentials-stay", sample).sent.count == sample.blobs.count)
        #expect(await chain.source(for: try FakeRegistry.shared.get().domain) == "a")
    }

    @Test func `that are passwords make room for the next when they end in the middle`() async throws {
        let sample = try Sample(sizes: [1, 2, 3, 4, 5, 6])
        func aws(_ password: String) -> FixedCredentials { FixedCredentials(known: .basic(user: "AWS", password: Secret(password))) }
        let chain = OrderedCredentials([.init("a", aws("old")), .init("b", aws("new"))])
        #expect(try await push(chain, "expire/credentials", sample).sent.count == sample.blobs.count)
        #expect(await chain.source(for: try FakeRegistry.shared.get().domain) == "b")
    }
}
