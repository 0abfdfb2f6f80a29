import AWS

/// Looks whether what the template names exists outside of the stack, and whose it is.
struct NameInspection {
    private let client: AWSClient
    private let account: String
    private let own: [String: String]

    /// - Parameter own: the tags of the project's resources.
    init(_ client: AWSClient, account: String, own: [String: String]) {
        self.client = client
        self.account = account
        self.own = own
    }

    /// Nil when the name is free.
    func look(for resource: NamedResource) async throws -> TakenName? {
        guard let found = try await find(resource) else { return nil }
        return TakenName(resource, identifier: found.identifier, owner: try await owner(found.tags))
    }

    /// What has the name: as CloudFormation asks for it when it is to be imported, and with its tags.
    private func find(_ resource: NamedResource) async throws -> (identifier: [String: String], tags: [String: String])? {
        let name = resource.name
        let named = [resource.kind.property: name]
        switch resource.kind {
        case .repository:
            guard let found = try await ECRClient(client).describeRepository(name) else { return nil }
            return (named, try await tags(found.arn, ECRClient(client).listTagsForResource))
        case .logGroup:
            let groups = try await LogsClient(client).describeLogGroups(prefix: name)
            guard let found = groups.first(where: { $0.name == name }) else { return nil }
            return (named, try await tags(found.arn, LogsClient(client).listTagsForResource))
        case .cluster:
            return try await ECSClient(client).describeClusters([name]).found.first(where: \.isActive).map { (named, $0.tags) }
        case .namespace:
            let namespaces = try await NamespacesClient(client).listNamespaces(named: name)
            guard let found = namespaces.first(where: { $0.type == "HTTP" && $0.name == name }), let id = found.id else { return nil }
            return (["Id": id], try await tags(found.arn, NamespacesClient(client).listTagsForResource))
        case .identityProvider:
            let host = name.hasPrefix("https://") ? String(name.dropFirst("https://".count)) : name
            let arn = "arn:\(client.region.partition.name):iam::\(account):oidc-provider/\(host)"
            return try await IAMClient(client).openIDConnectProvider(arn).map { (["Arn": arn], $0.tags) }
        }
    }

    /// Whose something is helps, and is not needed: who may not ask is told the rest.
    private func tags(_ arn: String?, _ ask: (String) async throws -> [String: String]) async throws -> [String: String] {
        guard let arn else { return [:] }
        do {
            return try await ask(arn)
        } catch let error as AWSError where error.isDenial {
            return [:]
        }
    }

    private func owner(_ tags: [String: String]) async throws -> TakenName.Owner {
        let former = tags["aws:cloudformation:stack-name"]
        if let former, try await isThere(former, tags) { return .stack(former) }
        let isOwn = tags["imgship:project"] == own["imgship:project"] && tags["imgship:environment"] == own["imgship:environment"]
        if let project = tags["imgship:project"], !isOwn { return .project(project, environment: tags["imgship:environment"]) }
        return former.map { .formerStack($0) } ?? (isOwn ? .own : .unknown)
    }

    /// Whether a stack still has what its tags are on: CloudFormation leaves them on what it lets go of.
    private func isThere(_ name: String, _ tags: [String: String]) async throws -> Bool {
        do {
            let stacks = CloudFormationClient(client)
            guard let stack = try await stacks.describeStack(tags["aws:cloudformation:stack-id"] ?? name),
                stack.status != "DELETE_COMPLETE"
            else { return false }
            guard let id = tags["aws:cloudformation:logical-id"] else { return true }
            return try await stacks.listStackResources(stack.id ?? name).contains {
                $0.logicalID == id && $0.status != "DELETE_COMPLETE"
            }
        } catch let error as AWSError where error.isDenial {
            return true
        }
    }
}
