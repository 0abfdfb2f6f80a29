import AWS
import Configuration
import Release
import Terminal

/// Sees to it that the secrets of services are there: asks for what is missing where somebody sits at the terminal, and refuses elsewhere.
struct SecretSettlement {
    let context: Context
    let file: ProjectFile
    let keeper: SecretKeeper

    /// The secrets of services that are not there, or are on their way out.
    /// - Parameter services: of the file; all of them when empty.
    /// - Throws: `AWSError`.
    func missing(for services: [String]) async throws -> [SecretState] {
        let read = NamedSecret.all(in: file).filter { services.isEmpty || !Set(services).isDisjoint(with: $0.services) }
        return try await keeper.states(of: read).filter { $0.arn == nil || $0.isBeingDeleted }
    }

    /// - Parameter asks: whether values may be asked for.
    /// - Returns: those that were set.
    /// - Throws: ``MissingSecrets``, before any is set; ``SecretError``; `CancellationError` for Ctrl-C.
    func settle(for services: [String], asks: Bool) async throws -> [SecretOutcome] {
        let missing = try await missing(for: services)
        if missing.isEmpty { return [] }
        let canBeMade = missing.allSatisfy { !$0.isBeingDeleted && !$0.secret.name.hasPrefix("arn:") }
        guard asks, canBeMade else { throw refusal(of: missing) }
        var outcomes: [SecretOutcome] = []
        for state in missing { outcomes += try await ask(for: state.secret) }
        return outcomes
    }

    func refusal(of missing: [SecretState]) -> MissingSecrets {
        var options: [String] = []
        if context.options.file != CommonOptions.standardFile { options += ["--file", context.options.file] }
        if let environment = context.options.env { options += ["--env", environment] }
        return MissingSecrets(states: missing, options: options)
    }

    /// A secret of which keys are read gets a value for each of them.
    private func ask(for secret: NamedSecret) async throws -> [SecretOutcome] {
        var outcomes: [SecretOutcome] = []
        let keys: [String?] = secret.keys.isEmpty ? [nil] : secret.keys.sorted()
        for key in keys {
            let value = try SecretInput(name: secret.name, key: key).read()
            let outcome = try await keeper.set(SecretKeeper.Wish(secret, value, key: key, tags: SecretNames.tags(of: file)))
            for line in SecretWords.lines(outcome, key: key, file: file.file) { context.reporter.step(line) }
            outcomes.append(outcome)
        }
        return outcomes
    }
}
