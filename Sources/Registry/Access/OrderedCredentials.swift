import Diagnostics

/// Several sources of credentials, asked one after the other; what a registry refused is passed over from then on.
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

    private let sources: [Source]
    private let reporter: any Reporter
    private var refused: [String: [RegistryCredentials]] = [:]
    private var used: [String: String] = [:]
    private var isToldOfHelper = false

    /// - Parameter sources: the most important first.
    package init(_ sources: [Source], reporter: any Reporter = SilentReporter()) {
        self.sources = sources
        self.reporter = reporter
    }

    /// Where the credentials that a registry was last shown came from; nil when it was shown none.
    package func source(for registry: String) -> String? { used[registry] }

    /// - Throws: what the first source with trouble threw, when no later one knew anything.
    package func credentials(for registry: String, repository: String, insteadOf old: RegistryCredentials?) async throws
        -> RegistryCredentials?
    {
        if let old, refused[registry]?.contains(old) != true { refused[registry, default: []].append(old) }
        var firstRefused: RegistryCredentials?
        var trouble: (any Error)?
        for source in sources {
            let found: RegistryCredentials?
            do {
                found = try await source.provider.credentials(for: registry, repository: repository, insteadOf: old)
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
            return found
        }
        try tell(trouble)
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
