import JSON

/// A resource of a template that has a name given to it, which another one may have.
struct NamedResource: Hashable {
    /// Logical.
    let id: String
    let kind: Kind
    let name: String

    /// Of a type whose names are taken once in a region, or an account.
    enum Kind: String, CaseIterable {
        case repository = "AWS::ECR::Repository"
        case logGroup = "AWS::Logs::LogGroup"
        case cluster = "AWS::ECS::Cluster"
        case namespace = "AWS::ServiceDiscovery::HttpNamespace"
        case identityProvider = "AWS::IAM::OIDCProvider"

        var type: String { rawValue }

        /// The property that holds the name.
        var property: String {
            switch self {
            case .repository: "RepositoryName"
            case .logGroup: "LogGroupName"
            case .cluster: "ClusterName"
            case .identityProvider: "Url"
            case .namespace: "Name"
            }
        }

        /// What can be said only when it is made: the rest of it can be set later.
        /// - Source: `createOnlyProperties` and `required` of the resource types' schemas.
        var fixedProperties: Set<String> { self == .repository ? [property, "EncryptionConfiguration"] : [property] }

        var word: String {
            switch self {
            case .repository: "repository"
            case .logGroup: "log group"
            case .cluster: "cluster"
            case .namespace: "namespace"
            case .identityProvider: "identity provider"
            }
        }
    }

    /// By logical id. What CloudFormation names itself is new each time.
    static func all(in template: StackTemplate) -> [NamedResource] {
        (template.json["Resources"]?.object ?? [:]).sorted { $0.key < $1.key }.compactMap { id, resource in
            guard let kind = resource["Type"]?.string.flatMap(Kind.init), let name = resource["Properties"]?[kind.property]?.string
            else { return nil }
            return NamedResource(id: id, kind: kind, name: name)
        }
    }
}
