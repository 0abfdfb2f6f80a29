import AWS
import Diagnostics
import Registry

/// Makes repositories where a registry does not make them with the first push: on ECR.
struct RepositoryCreation: Sendable {
    /// Nil unless the user asked for repositories to be made.
    let settings: Settings?
    let aws: @Sendable () throws -> AWSAccess
    let reporter: any Reporter

    struct Settings: Sendable {
        let scansOnPush: Bool
        let hasImmutableTags: Bool
    }

    /// Makes the repository if the user asked for that, the registry is ECR's, and there is none.
    /// - Throws: ``AWSError``, which names the action that a policy must allow.
    func prepare(_ target: PushTarget) async throws {
        guard let settings, let registry = ECRRegistry(host: target.registry) else { return }
        var repository = NewECRRepository(target.repository, in: registry)
        repository.scansOnPush = settings.scansOnPush
        repository.hasImmutableTags = settings.hasImmutableTags
        if try await ECRClient(aws().client(for: registry)).create(repository) { reporter.step("made   the repository \(target.name)") }
    }

    /// The error with what makes a repository of ECR, when it is or may be that there is none.
    func explained(_ error: any Error, _ target: PushTarget) -> any Error {
        guard let error = error as? RegistryError, ECRRegistry(host: target.registry) != nil else { return error }
        let mayBeMissing = error.code == .missingRepository || (error.code == .unreachable && error.method == "POST")
        guard mayBeMissing, settings == nil else { return error }
        return error.hinting(
            "if there is no such repository, push with --create-repository, or run "
                + "`aws ecr create-repository --repository-name \(target.repository)`")
    }
}
