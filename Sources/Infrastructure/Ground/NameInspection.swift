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

    private func find(_ resource: NamedResource) async throws -> FoundResource? {
        let name = resource.name
        switch resource.kind {
        case .repository:
            guard let found = try await ECRClient(client).describeRepository(name) else { return nil }
            return Self.found(["RepositoryName": name], try await tags(found.arn, ECRClient(client).listTagsForResource))
        case .logGroup:
            let groups = try await LogsClient(client).describeLogGroups(prefix: name)
            guard let found = groups.first(where: { $0.name == name }) else { return nil }
            return Self.found(["LogGroupName": name], try await tags(found.arn, LogsClient(client).listTagsForResource))
        case .cluster:
            guard let found = try await ECSClient(client).describeClusters([name]).found.first(where: \.isActive) else { return nil }
            return Self.found(["ClusterName": name], found.tags)
        case .namespace:
            let namespaces = try await NamespacesClient(client).listNamespaces(named: name)
            guard let found = namespaces.first(where: { $0.type == "HTTP" && $0.name == name }) else { return nil }
            return Self.found(nil, try await tags(found.arn, NamespacesClient(client).listTagsForResource))
        case .role:
            guard let found = try await IAMClient(client).getRole(name) else { return nil }
            return Self.found(["RoleName": name], found.tags)
        case .identityProvider: return try await identityProvider(name)
        case .loadBalancer, .targetGroup: return try await balancing(resource)
        }
    }

    private func identityProvider(_ address: String) async throws -> FoundResource? {
        let host = address.hasPrefix("https://") ? String(address.dropFirst("https://".count)) : address
        let arn = "arn:\(client.region.partition.name):iam::\(account):oidc-provider/\(host)"
        return try await IAMClient(client).openIDConnectProviderTags(arn).map { Self.found(["Arn": arn], $0) }
    }

    private func balancing(_ resource: NamedResource) async throws -> FoundResource? {
        let balancing = LoadBalancingClient(client)
        let isBalancer = resource.kind == .loadBalancer
        let arn =
            isBalancer
            ? try await balancing.describeLoadBalancer(named: resource.name)?.arn
            : try await balancing.describeTargetGroup(named: resource.name)?.arn
        guard let arn else { return nil }
        let tags = try await balancing.describeTags([arn]).first { $0.arn == arn }?.tags
        return Self.found([isBalancer ? "LoadBalancerArn" : "TargetGroupArn": arn], tags ?? [:])
    }

    private static func found(_ identifier: [String: String]?, _ tags: [String: String]) -> FoundResource {
        FoundResource(identifier: identifier, tags: tags)
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
            return try await stacks.describeStackResources(stack.id ?? name).contains {
                $0.logicalID == id && $0.status != "DELETE_COMPLETE"
            }
        } catch let error as AWSError where error.isDenial {
            return true
        }
    }
}
