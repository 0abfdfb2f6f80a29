/// What `find` gives, or nil when AWS says that there is no such thing.
func orNil<Found>(isolation: isolated (any Actor)? = #isolation, _ find: () async throws -> Found?) async throws -> Found? {
    do {
        return try await find()
    } catch let error as AWSError where error.isNotFound {
        return nil
    }
}

extension AWSError {
    /// AWS says that what was named is not there.
    package var isNotFound: Bool {
        guard case .service(let name) = code else { return false }
        if name.hasSuffix(".NotFound") || Self.notFound.contains(serviceCode ?? name) { return true }
        // CloudFormation has no code of its own for a stack that is not there, and ECS none for a task definition.
        let words = words ?? ""
        return name == "ValidationError" && words.hasSuffix("does not exist")
            || name == "ClientException" && words.hasPrefix("Unable to describe")
    }

    private static let notFound: Set = [
        "ChangeSetNotFound", "ClusterNotFound", "ImageNotFound", "ListenerNotFound", "LoadBalancerNotFound", "NoSuchEntity",
        "NoSuchResource", "ObjectNotFound", "RepositoryNotFound", "ResourceNotFound", "RuleNotFound", "ServiceDeploymentNotFound",
        "ServiceNotFound", "TargetGroupNotFound",
        "TaskDefinitionNotFound",
    ]
}
