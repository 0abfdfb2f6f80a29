import Diagnostics
import Registry
import Synchronization
import Testing

@Suite struct `Credentials in order` {
    /// Gives what it was made with, and counts.
    private final class Source: CredentialsProvider {
        let answer: @Sendable (RegistryCredentials?) throws -> RegistryCredentials?
        private let count = Mutex(0)
        var asked: Int { count.withLock(\.self) }

        init(_ answer: @escaping @Sendable (RegistryCredentials?) throws -> RegistryCredentials?) { self.answer = answer }

        func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) throws -> RegistryCredentials? {
            count.withLock { $0 += 1 }
            return try answer(refused)
        }
    }

    private final class Lines: Reporter {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock(\.self) }
        func report(_ event: ProgressEvent) {
            if case .warning(let warning) = event { list.withLock { $0.append(warning.summary) } }
        }
    }

    private func user(_ name: String) -> RegistryCredentials { .basic(user: name, password: Secret("p")) }

    private func ask(_ chain: OrderedCredentials, _ refused: RegistryCredentials? = nil) async throws -> RegistryCredentials? {
        try await chain.credentials(for: "r.example", repository: "app", insteadOf: refused)
    }

    @Test func `are those of the first source that knows any`() async throws {
        let last = Source { [user] _ in user("c") }
        let chain = OrderedCredentials([
            .init("a", Source { _ in nil }), .init("b", Source { [user] _ in user("b") }), .init("c", last),
        ])
        #expect(try await ask(chain) == user("b"))
        #expect(await chain.source(for: "r.example") == "b")
        #expect(await chain.source(for: "other.example") == nil)
        #expect(last.asked == 0)
    }

    @Test func `go on to the next source when they are refused, and stay there`() async throws {
        let chain = OrderedCredentials([.init("a", Source { [user] _ in user("a") }), .init("b", Source { [user] _ in user("b") })])
        #expect(try await ask(chain) == user("a"))
        #expect(try await ask(chain, user("a")) == user("b"))
        #expect(try await ask(chain) == user("b"))
        #expect(await chain.source(for: "r.example") == "b")
        // Several requests are refused for the same reason: the second must not take the next away.
        #expect(try await ask(chain, user("a")) == user("b"))
        #expect(try await ask(chain, user("b")) == nil)
        #expect(try await ask(chain) == user("a"), "with all refused, a request still shows who asks")
    }

    @Test func `can be renewed by their source`() async throws {
        let source = Source { [user] refused in refused == nil ? user("old") : user("new") }
        let chain = OrderedCredentials([.init("a", source)])
        #expect(try await ask(chain) == user("old"))
        #expect(try await ask(chain, user("old")) == user("new"))
    }

    /// A helper program takes up to a second, and a push sends hundreds of requests.
    @Test func `are asked for once, until they are refused`() async throws {
        let source = Source { [user] refused in refused == nil ? user("old") : user("new") }
        let chain = OrderedCredentials([.init("a", Source { _ in nil }), .init("b", source)])
        try await withThrowingTaskGroup(of: RegistryCredentials?.self) { group in
            for _ in 0..<10 { group.addTask { try await ask(chain) } }
            for try await found in group { #expect(found == user("old")) }
        }
        #expect(source.asked == 1)
        #expect(try await ask(chain, user("old")) == user("new"))
        #expect(try await ask(chain, user("old")) == user("new"))
        #expect(try await ask(chain) == user("new"))
        #expect(source.asked == 2)
        _ = try await chain.credentials(for: "r.example", repository: "other", insteadOf: nil)
        #expect(source.asked == 3, "credentials may be for a part of a registry alone")
    }

    @Test func `are asked for again after five minutes: somebody may have logged in`() async throws {
        let seconds = Mutex(0)
        let start = ContinuousClock.now
        let source = Source { _ in nil }
        let chain = OrderedCredentials([.init("a", source)], now: { start + .seconds(seconds.withLock(\.self)) })
        for (second, asked) in [(0, 1), (299, 1), (300, 2), (599, 2), (600, 3)] {
            seconds.withLock { $0 = second }
            _ = try await ask(chain)
            #expect(source.asked == asked)
        }
    }

    @Test func `that nobody has are not asked for again`() async throws {
        let source = Source { _ in nil }
        let chain = OrderedCredentials([.init("a", source)])
        for _ in 0..<3 { #expect(try await ask(chain) == nil) }
        #expect(source.asked == 1)
    }

    @Test func `that a registry refused may be right for another`() async throws {
        let chain = OrderedCredentials([.init("a", Source { [user] _ in user("a") })])
        #expect(try await ask(chain, user("a")) == nil)
        #expect(try await chain.credentials(for: "other.example", repository: "app", insteadOf: nil) == user("a"))
    }

    @Test func `pass over a source with trouble, unless no other knows any`() async throws {
        let trouble = RegistryError(.invalidConfiguration, "read it", of: "")
        let failing = Source { _ in throw trouble }
        let chain = OrderedCredentials([.init("a", failing), .init("b", Source { [user] _ in user("b") })])
        #expect(try await ask(chain) == user("b"))
        let error = await #expect(throws: RegistryError.self) { try await ask(OrderedCredentials([.init("a", failing)])) }
        #expect(error == trouble)
    }

    @Test func `do without a helper that is not installed, and say so once`() async throws {
        let lines = Lines()
        let missing = Source { _ in throw RegistryError(.missingHelper, "ask the helper", of: "") }
        let chain = OrderedCredentials([.init("a", missing)], reporter: lines)
        #expect(try await ask(chain) == nil)
        #expect(try await ask(chain) == nil)
        #expect(lines.all == ["cannot ask the helper"])

        let quiet = Lines()
        let withOther = OrderedCredentials(
            [.init("a", missing), .init("b", Source { [user] _ in user("b") })], reporter: quiet)
        #expect(try await ask(withOther) == user("b"))
        #expect(quiet.all.isEmpty)
    }
}

@Suite struct `Credentials of the environment` {
    private func ask(_ variables: [String: String], _ registry: String, project: String? = "ghcr.io/team") throws -> RegistryCredentials? {
        try EnvironmentCredentials(variables, registry: project).credentials(for: registry, repository: "app", insteadOf: nil)
    }

    private let both = ["IMGSHIP_REGISTRY_USER": "u", "IMGSHIP_REGISTRY_PASSWORD": "p"]

    @Test func `are for the project's registry, or the one that is named, and no other`() throws {
        let credentials = RegistryCredentials.basic(user: "u", password: Secret("p"))
        #expect(try ask(both, "ghcr.io") == credentials)
        #expect(try ask(both, "quay.io") == nil)
        #expect(try ask(both, "ghcr.io", project: nil) == nil)
        let named = both.merging(["IMGSHIP_REGISTRY": "https://index.docker.io/v1/"]) { $1 }
        #expect(try ask(named, "docker.io") == credentials)
        #expect(try ask(named, "ghcr.io") == nil)
    }

    @Test func `can be a token`() throws {
        #expect(try ask(["IMGSHIP_REGISTRY_TOKEN": "t"], "ghcr.io") == .registryToken(Secret("t")))
    }

    @Test(arguments: ["IMGSHIP_REGISTRY_USER", "IMGSHIP_REGISTRY_PASSWORD"])
    func `that are half there are an error`(variable: String) throws {
        let error = #expect(throws: RegistryError.self) { try ask([variable: "hidden"], "ghcr.io") }
        #expect(error?.exitCode == .usage)
        #expect(error?.report.contains("hidden") == false)
        #expect(try ask([variable: "x"], "quay.io") == nil)
    }
}
