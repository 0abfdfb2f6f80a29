import AWS
import Configuration
import JSON
import Release

/// Looks what would go with a stack, what would stay, and what stands on it.
struct DestructionSurvey {
    private let engine: StackEngine
    private let wish: DestructionWish
    private let ecr: ECRClient

    init(_ engine: StackEngine, _ wish: DestructionWish) {
        self.engine = engine
        self.wish = wish
        ecr = ECRClient(engine.client)
    }

    /// - Parameter stack: nil when only what it left is looked for.
    /// - Throws: ``StackRefusal`` for services of others.
    func look(_ stack: Stack?) async throws -> Destruction {
        let resources = try await resources(of: stack)
        return Destruction(
            stack: engine.identity.name, status: stack?.status, resources: resources,
            services: try await StandingServices(engine).find(clusters: resources.filter { $0.type == "AWS::ECS::Cluster" }),
            repositories: try await repositories(resources, hasStack: stack != nil), secrets: try await secrets())
    }

    private func resources(of stack: Stack?) async throws -> [DoomedResource] {
        guard let stack, stack.status != "REVIEW_IN_PROGRESS", let id = stack.id else { return [] }
        let kept = try await kept(in: id)
        return try await engine.stacks.listStackResources(id)
            .filter { $0.physicalID != nil && $0.status != "DELETE_COMPLETE" }
            .map { resource in
                let logicalID = resource.logicalID ?? "?"
                return DoomedResource(
                    logicalID: logicalID, physicalID: resource.physicalID, type: resource.type ?? "?",
                    isKept: kept.contains(logicalID) || wish.retained.contains(logicalID))
            }
    }

    /// What the stack lets go of: by the template that it was made of, not by that of the file.
    private func kept(in stack: String) async throws -> Set<String> {
        let text = try await engine.stacks.getTemplate(of: stack)
        // Ours is JSON; whoever has put another in its place is asked nothing, and told of everything that goes.
        let template = try? JSONValue(parsing: Array(text.utf8), name: "the template")
        return Set((template?["Resources"]?.object ?? [:]).filter { Self.policies.contains($0.value["DeletionPolicy"]?.string ?? "") }.keys)
    }

    private static let policies = ["Retain", "RetainExceptOnCreate"]

    /// Those of the stack; without one, those of the file that a stack of this name has let go of.
    private func repositories(_ resources: [DoomedResource], hasStack: Bool) async throws -> [DoomedRepository] {
        var names = resources.filter { $0.type == "AWS::ECR::Repository" }.compactMap(\.physicalID)
        if !hasStack, wish.withImages {
            let inspection = NameInspection(engine.client, account: engine.account, own: engine.identity.tags)
            for resource in NamedResource.all(in: engine.template) where resource.kind == .repository {
                guard let found = try await inspection.look(for: resource), engine.identity.left(found) else { continue }
                names.append(resource.name)
            }
        }
        var found: [DoomedRepository] = []
        for name in names {
            guard try await ecr.describeRepository(name) != nil else { continue }
            let images = try await ecr.describeImages([], in: name).count
            found.append(DoomedRepository(name: name, images: images, isDoomed: wish.withImages))
        }
        return found
    }

    /// Only what `imgship secret set` made for this project goes.
    private func secrets() async throws -> [DoomedSecret] {
        let client = SecretsClient(engine.client)
        var found: [DoomedSecret] = []
        for secret in NamedSecret.all(in: engine.project) {
            guard wish.withSecrets else {
                found.append(DoomedSecret(name: secret.name, isDoomed: false))
                continue
            }
            guard let description = try await client.describeSecret(secret.name), description.deletedAt == nil else { continue }
            found.append(DoomedSecret(name: secret.name, isDoomed: engine.identity.owns(description.tags)))
        }
        return found
    }
}
