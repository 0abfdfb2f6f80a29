import Diagnostics
import Synchronization

/// A registry that has copies of what another one has, and is asked first.
package struct RegistryMirror: Sendable {
    /// With credentials of its own host; the other registry's are not shown to it.
    let client: RegistryClient
    /// What stands before the name of a repository there, as for the caches of ECR and Artifactory; empty for nothing.
    package let path: String
    private let condition = Condition()

    private final class Condition: Sendable {
        let isGone = Mutex(false)
    }

    /// - Parameter path: without slashes at its ends: `docker-hub`.
    package init(_ client: RegistryClient, path: String = "") {
        var client = client
        // There is another place to ask: it is not waited for as long as the registry itself.
        client.policy.retry.attempts = min(client.policy.retry.attempts, 2)
        self.client = client
        self.path = path
    }

    func repository(_ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }

    /// False once it could not be reached: it is then not waited for with every blob again.
    var isUsable: Bool { !condition.isGone.withLock(\.self) }

    func note(_ error: any Error) {
        guard let error = error as? RegistryError, error.code == .unreachable else { return }
        condition.isGone.withLock { $0 = true }
    }
}

extension RegistryClient {
    /// Runs `work` with each mirror until one succeeds, and else with the registry itself, whose result or error counts.
    ///
    /// What comes from a mirror is verified as if it came from the registry.
    /// - Parameters:
    ///   - isFound: whether a result ends the search.
    ///   - work: given a client, and the repository's name there.
    func asking<Success: Sendable>(
        mirrorsFor repository: String, until isFound: (Success) -> Bool = { _ in true },
        _ work: (RegistryClient, String) async throws -> Success
    ) async throws -> Success {
        for mirror in mirrors where mirror.isUsable {
            do {
                let found = try await work(mirror.client, mirror.repository(repository))
                if isFound(found) { return found }
                policy.reporter.detail("\(mirror.client.registry) does not have it; asking the next")
            } catch {
                try Task.checkCancellation()
                mirror.note(error)
                let reason = (error as? any UserFacingError).map { [$0.summary, $0.reason].compactMap(\.self).joined(separator: ": ") }
                policy.reporter.detail("\(mirror.client.registry): \(reason ?? "\(error)"); asking the next")
            }
        }
        return try await work(self, repository)
    }
}
