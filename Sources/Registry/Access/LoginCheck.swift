import Diagnostics
import HTTP
import Synchronization

/// Credentials that are tried before they are kept.
package final class LoginCheck: CredentialsProvider {
    private let credentials: RegistryCredentials
    private let wasAsked = Mutex(false)

    package init(_ credentials: RegistryCredentials) { self.credentials = credentials }

    package func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) -> RegistryCredentials? {
        wasAsked.withLock { $0 = true }
        return credentials
    }

    /// Shows the credentials to the registry.
    /// - Parameter client: shows these credentials.
    /// - Returns: whether the registry wanted to see any.
    /// - Throws: ``RegistryError`` `.unauthorized` when it does not take them, and what a connection brings.
    package func run(_ client: RegistryClient) async throws -> Bool {
        let task = RegistryTask(action: "log in to '\(client.registry)'", repository: "", scope: .none)
        let answer: RegistryAnswer
        do {
            answer = try await client.answer(
                task, try await client.reporting(task, .get) { Request(.get, try WebAddress("\(client.base.text)v2/")) })
        } catch let error as RegistryError where error.code == .unauthorized || error.code == .denied {
            throw refused(error, client)
        }
        guard answer.isSuccess else { throw refused(client.refusal(answer, task), client) }
        return wasAsked.withLock(\.self)
    }

    private func refused(_ error: RegistryError, _ client: RegistryClient) -> RegistryError {
        let isPassword = error.code == .unauthorized || error.code == .denied
        return RegistryError(
            error.code, error.action, of: client.registry,
            answer: error.method.map { .init(method: $0, status: error.status, code: error.registryCode) }, reason: error.reason,
            hint: isPassword ? "check user and password; many registries want an access token in place of the password" : error.hint)
    }
}
