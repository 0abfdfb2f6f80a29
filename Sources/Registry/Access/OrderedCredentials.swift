import Diagnostics

/// Several sources of credentials, asked one after the other; what a registry refused is passed over from then on.
///
/// What they know is kept for ``lifetime``: a registry that wants a password with each request must not have a helper program, which
/// takes up to a second, run for each. An answer that is refused is asked for anew.
package actor OrderedCredentials: CredentialsProvider {
    package struct Source: Sendable {
        let name: String
        let provider: any CredentialsProvider

        /// - Parameter name: as an error says it: "the file '/home/me/.docker/config.json'".
        package init(_ name: String, _ provider: any CredentialsProvider) {
            self.name = name
            self.provider = provider
        }
    }

    /// What a question is about.
    private struct Question: Hashable {
        let registry: String
        let repository: String
    }

    private struct Answer {
        /// Nil when no source knows any.
        let credentials: RegistryCredentials?
        let source: String?
        let end: ContinuousClock.Instant
    }

    /// How long another program's login, or logout, may go unnoticed.
    static let lifetime = Duration.seconds(300)

    private let sources: [Source]
    private let reporter: any Reporter
    private let now: @Sendable () -> ContinuousClock.Instant
    private var answers: [Question: Answer] = [:]
    private var running: [Question: Task<RegistryCredentials?, any Error>] = [:]
    private var refused: [String: [RegistryCredentials]] = [:]
    private var used: [String: String] = [:]
    private var isToldOfHelper = false

    /// - Parameter sources: the most important first.
    package init(
        _ sources: [Source], reporter: any Reporter = SilentReporter(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.sources = sources
        self.reporter = reporter
        self.now = now
    }

    /// Where the credentials that a registry was last shown came from; nil when it was shown none.
    package func source(for registry: String) -> String? { used[registry] }

    /// - Throws: what the first source with trouble threw, when no later one knew anything.
    package func credentials(for registry: String, repository: String, insteadOf old: RegistryCredentials?) async throws
        -> RegistryCredentials?
    {
        let question = Question(registry: registry, repository: repository)
        if let old { refuse(old, of: registry) }
        // Who comes while the sources are asked waits for what they say.
        while let other = running[question] {
            // An error is not ours: who asked may have been cancelled, or refused something else.
            _ = await other.result
            try Task.checkCancellation()
            if running[question] == other { running[question] = nil }
        }
        if let known = answers[question], known.end > now() {
            if let source = known.source { used[registry] = source }
            return known.credentials
        }
        let task = Task { try await ask(question, insteadOf: old) }
        running[question] = task
        defer { if running[question] == task { running[question] = nil } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func refuse(_ old: RegistryCredentials, of registry: String) {
        if refused[registry]?.contains(old) != true { refused[registry, default: []].append(old) }
        answers = answers.filter { $0.key.registry != registry || $0.value.credentials != old }
    }

    private func ask(_ question: Question, insteadOf old: RegistryCredentials?) async throws -> RegistryCredentials? {
        let registry = question.registry
        var firstRefused: RegistryCredentials?
        var trouble: (any Error)?
        for source in sources {
            let found: RegistryCredentials?
            do {
                found = try await source.provider.credentials(for: registry, repository: question.repository, insteadOf: old)
            } catch let error as CancellationError {
                throw error
            } catch {
                trouble = trouble ?? error
                continue
            }
            guard let found else { continue }
            guard refused[registry]?.contains(found) != true else {
                firstRefused = firstRefused ?? found
                continue
            }
            used[registry] = source.name
            answers[question] = Answer(credentials: found, source: source.name, end: now() + Self.lifetime)
            return found
        }
        try tell(trouble)
        if firstRefused == nil { answers[question] = Answer(credentials: nil, source: nil, end: now() + Self.lifetime) }
        // When all were refused, a request still shows who asks: the registry's answer then says what is wrong with it.
        return old == nil ? firstRefused : nil
    }

    /// A helper program that is not installed is no reason to stop: what is asked for may be open to all.
    private func tell(_ trouble: (any Error)?) throws {
        guard let trouble else { return }
        guard let error = trouble as? RegistryError, error.code == .missingHelper else { throw trouble }
        if !isToldOfHelper { reporter.warn([error.summary, error.reason].compactMap(\.self).joined(separator: ": "), hint: error.hint) }
        isToldOfHelper = true
    }
}
