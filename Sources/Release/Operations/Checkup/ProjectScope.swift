import AWS
import Configuration

/// The things of AWS that a project is made of, for a policy that allows no others.
package struct ProjectScope {
    private let composed: [ComposedService]
    private let project: ProjectFile
    private let destination: Destination

    /// Looks at nothing but the file and its JSON definitions.
    /// - Parameter read: gives the bytes of a JSON definition.
    /// - Throws: ``DefinitionError``.
    package init(_ project: ProjectFile, to destination: Destination, read: @escaping (String) throws -> [UInt8]) throws {
        self.project = project
        self.destination = destination
        composed = try ReleaseComposer(project, to: destination, facts: ReleaseFacts(), read: read)
            .compose(project.services.keys.sorted())
    }

    package var permissions: PermissionScope {
        var scope = PermissionScope(region: destination.region, account: destination.account)
        let unique = { (names: [String?]) in Set(names.compactMap(\.self)).sorted() }
        scope.repositories = repositories
        scope.clusters = unique(composed.map { Self.name($0.cluster) } + [destination.cluster])
        scope.services = unique(
            composed.map { isOwn($0.cluster) ? "\(destination.cluster)/*" : "\(Self.name($0.cluster))/\($0.serviceName)" })
        scope.families = unique(composed.map(\.task.family))
        let containers = composed.flatMap(\.task.containers)
        let ownGroups = destination.logGroup(of: "*")
        scope.logGroups = unique(
            containers.map { $0.logOptions["awslogs-group"].map { $0.hasPrefix(ownGroups.dropLast()) ? ownGroups : $0 } })
        scope.stacks = [destination.stackName]
        scope.roles = unique(composed.flatMap { [role($0.task.taskRole), role($0.task.executionRole)] })
        scope.ecsRoles = ecsRoles
        (scope.secrets, scope.parameters) = secrets
        scope.secretKeys = project.infra.encryptionKeys.secrets.sorted()
        return scope
    }

    /// Whether a cluster is the project's alone: what is in it need not be named one by one.
    private func isOwn(_ cluster: String) -> Bool { Self.name(cluster) == destination.stage && destination.cluster == destination.stage }

    /// Those by which ECS moves traffic and asks functions; that of the stack as CloudFormation names it.
    private var ecsRoles: [String] {
        let given = composed.flatMap { OnlineQuestions($0).ecsRoles }.map { role($0) }
        let isOfStack = project.services.values.contains { $0.movesTraffic && $0.loadBalancer != nil && $0.loadBalancer?.shifting == nil }
        return Set(given + (isOfStack ? [role(nil)] : [])).sorted()
    }

    /// Repositories of ECR that images are pushed to.
    private var repositories: [String] {
        let parts = (project.registry ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        guard let host = parts.first, ECRRegistry(host: host) != nil else { return [] }
        let path = parts.count == 2 ? parts[1] + "/" : ""
        return project.images.keys.sorted().map { path + $0 }
    }

    private var secrets: (secrets: [String], parameters: [String]) {
        var secrets: Set<String> = [], parameters: Set<String> = []
        for spec in project.services.values {
            guard case .containers(let containers) = spec.task else { continue }
            for reference in containers.values.flatMap(\.secrets.values) {
                switch reference {
                case .secret(let name, _, _, _): secrets.insert(Self.secretName(name))
                case .parameter(let name): parameters.insert(Self.parameterName(name))
                }
            }
        }
        return (secrets.sorted(), parameters.sorted())
    }

    private static func name(_ nameOrARN: String) -> String { ARN(nameOrARN)?.name ?? nameOrARN }
    private static func secretName(_ nameOrARN: String) -> String {
        ARN(nameOrARN).map { String($0.resource.dropFirst("secret:".count)) } ?? nameOrARN
    }
    private static func parameterName(_ nameOrARN: String) -> String {
        ARN(nameOrARN).map { String($0.resource.dropFirst("parameter/".count)) } ?? nameOrARN
    }
    /// One that no one names is the stack's, which CloudFormation names after it.
    private func role(_ arn: String?) -> String {
        arn.flatMap { ARN($0) }.map { String($0.resource.dropFirst("role/".count)) } ?? "\(destination.stackName)-*"
    }
}
