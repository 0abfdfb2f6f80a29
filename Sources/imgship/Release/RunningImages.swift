import AWS
import Configuration
import Diagnostics
import Infrastructure
import OCI
import Registry
import Release

/// Tags by which a repository's rules know what runs: `running-CLUSTER.SERVICE.CONTAINER` moves with each release, and
/// `deployed-DIGEST` stays, for the way back.
struct RunningImages: Sendable {
    let file: ProjectFile?
    let client: AWSClient
    let access: RegistryAccess
    let reporter: any Reporter

    /// Tags the images of services that run as they are wanted. What goes wrong is a warning: the services run all the same.
    func mark(_ record: ReleaseRecord) async {
        guard let file, let registry = file.registry, ECRRegistry(host: String(registry.prefix { $0 != "/" })) != nil else { return }
        do {
            let repositories = try await repositories(of: file, below: registry)
            if repositories.isEmpty { return }
            for entry in record.services {
                for (container, reference) in try await images(of: entry) where repositories.contains(reference.name) {
                    try await mark(reference, RepositoryMarks.running(entry.cluster, entry.service, container), entry.state)
                }
            }
        } catch {
            let cause = (error as? any UserFacingError).map { $0.summary + ($0.reason.map { ": \($0)" } ?? "") } ?? "\(error)"
            reporter.warn(
                "what runs is not marked in its repositories, whose rules may let it expire: \(cause)",
                hint: "`imgship infra apply` lets these tags move; `imgship doctor --iam --for release` prints what setting them takes")
        }
    }

    private func mark(_ image: ImageReference, _ running: String, _ state: ReleaseRecord.State) async throws {
        guard let digest = image.digest, [.succeeded, .unchanged, .deploying].contains(state) else { return }
        let registry = try await access.client(for: image.domain)
        // Of one that is not waited for it is not known whether it will run.
        if state != .deploying, try await !registry.tag(digest, as: running, in: image.path) { return }
        _ = try await registry.tag(digest, as: RepositoryMarks.deployed(digest), in: image.path)
    }

    /// By container, of what an entry deployed, or of the revision that it went back to.
    private func images(of entry: ReleaseRecord.Entry) async throws -> [(String, ImageReference)] {
        var images = entry.images
        if images.isEmpty, let revision = entry.revision {
            for container in try await ECSClient(client).describeTaskDefinition(revision).containers {
                if let name = container.name { images[name] = container.image }
            }
        }
        return images.sorted { $0.key < $1.key }.compactMap { name, text in (try? ImageReference(text)).map { (name, $0) } }
    }

    /// Those of the project's images whose rules are a stack's: its own, or another environment's.
    private func repositories(of file: ProjectFile, below registry: String) async throws -> Set<String> {
        let own = try file.images.keys.map { try PushTarget($0, below: registry).name }
        if file.infra.repositories.areMade == false { return Set(own) }
        let stack = try await CloudFormationClient(client).describeStack(StackIdentity(of: file).name)
        return Set(own).intersection(stack?.outputs.values.map(\.self) ?? [])
    }
}
