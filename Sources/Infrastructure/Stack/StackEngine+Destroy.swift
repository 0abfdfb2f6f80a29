import AWS
import Diagnostics

extension StackEngine {
    /// What would go, and what would stay.
    /// - Throws: ``StackRefusal`` for a stack that is not ours, is protected, or has services of others in its cluster.
    package func destruction(_ wish: DestructionWish) async throws -> Destruction {
        let stack = try await current()
        if stack?.isProtectedFromTermination == true { throw StackRefusal(code: .protected, stack: identity.name) }
        return try await DestructionSurvey(self, wish).look(stack)
    }

    /// Deletes the stack, and with it what `wish` says; asks first, with what is lost.
    ///
    /// What is under way is followed first; a deletion is picked up.
    /// - Throws: ``StackFailure``, ``StackRefusal``; what `consent` throws.
    package func destroy(_ wish: DestructionWish, consent: StackConsent) async throws -> Destruction {
        try await followAnything()
        let found = try await destruction(wish)
        if found.isEmpty { return found }
        if !found.services.isEmpty, !wish.withServices {
            throw StackRefusal(code: .services(found.services.map(\.title)), stack: identity.name)
        }
        try await consent(.destroy(found))
        if !found.services.isEmpty { try await StandingServices(self).delete(found.services) }
        try await deleteStack(wish)
        for repository in found.doomedRepositories {
            try await ECRClient(client).deleteRepository(repository.name)
            reporter.step("repository \(repository.name): is deleted, with \(repository.images) images")
        }
        for secret in found.doomedSecrets {
            try await SecretsClient(client).deleteSecret(secret.name)
            reporter.step("secret \(secret.name): is deleted; for 30 days `aws secretsmanager restore-secret` brings it back")
        }
        return found
    }

    /// How it ends does not matter: deleting comes next in any case.
    private func followAnything() async throws {
        guard let stack = try await current(), StackCondition(stack) == .working else { return }
        reporter.step("the stack '\(identity.name)' is in \(stack.status ?? "?"): it is followed first")
        do {
            try await followUnderWay(stack)
        } catch let failure as StackFailure {
            reporter.warn(failure.summary, hint: failure.origin?.reason)
        }
    }

    private func deleteStack(_ wish: DestructionWish) async throws {
        guard let stack = try await current(), let id = stack.id else { return }
        // CloudFormation takes them only where a deletion has failed already.
        let retained = StackCondition(stack) == .halfDeleted ? wish.retained : []
        try await run(.delete, of: id) { try await stacks.deleteStack(id, retaining: retained, token: RequestToken()) }
    }
}

extension StackIdentity {
    /// Whether a stack of this name, or this project, has let go of it.
    func left(_ taken: TakenName) -> Bool { taken.owner == .own || taken.owner == .formerStack(name) }
}
