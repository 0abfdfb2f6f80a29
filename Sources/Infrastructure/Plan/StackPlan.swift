import AWS
import Configuration
import Release

/// What the stack of a project has to have: everything is decided here, and written down by the parts in `Resources`.
struct StackPlan {
    let project: ProjectFile
    /// Names alone: account and region are what CloudFormation says.
    let destination: Destination
    let connect: ConnectGraph
    /// By name, those behind a load balancer of the stack.
    let published: [PublishedService]

    /// - Throws: ``InfrastructureError``.
    init(_ project: ProjectFile) throws(InfrastructureError) {
        self.project = project
        destination = Destination(
            project: project.project, environment: project.environment, region: .global, account: "000000000000")
        connect = ConnectGraph(project.services)
        var published: [PublishedService] = []
        for (name, service) in project.services.sorted(by: { $0.key < $1.key }) {
            if let service = try PublishedService(name, service) { published.append(service) }
        }
        self.published = published
        if project.images.isEmpty, project.services.isEmpty { throw InfrastructureError(.nothing) }
        try checkCapacity()
        let open = openServices.map(\.name)
        for (name, service) in services where service.network?.allow.isEmpty == false && !open.contains(name) {
            throw InfrastructureError(.notOpen, service: name, at: service.origin.location)
        }
    }

    /// Whether tasks that are not for Fargate have instances to run on.
    private func checkCapacity() throws(InfrastructureError) {
        if !hasCluster, !infra.capacity.isEmpty { throw InfrastructureError(.noCluster) }
        let known = infra.capacity.keys.sorted()
        for (name, service) in services where service.cluster == nil && service.serviceDefinition == nil {
            let missing = service.capacity.map(\.provider).first { !$0.hasPrefix("FARGATE") && !known.contains($0) }
            guard missing != nil || service.launchType == .ec2 && known.isEmpty else { continue }
            let others = known.isEmpty ? [] : ["FARGATE", "FARGATE_SPOT"] + known
            throw InfrastructureError(.noInstances(missing, known: others), service: name, at: service.origin.location)
        }
    }

    var infra: InfraSpec { project.infra }
    var instances: [(name: String, spec: InstancesSpec)] { infra.capacity.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    var stage: String { destination.stage }
    var services: [(name: String, spec: ServiceSpec)] { project.services.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    var images: [String] { project.images.keys.sorted() }

    /// Whether services reach each other by name.
    var hasNamespace: Bool { services.contains { connect.includes($0.name) && $0.spec.serviceConnect?.namespace == nil } }

    /// Whether a service is in the cluster of the stack.
    var hasCluster: Bool { services.contains { $0.spec.cluster == nil } }

    /// The logical id of something that belongs to a service or image: `FrontendTargetGroup`.
    func id(_ name: String, _ kind: String) -> String { StackOutput.word(name) + kind }

    /// Whether images are pushed to Amazon ECR, which is so where the file names no registry.
    private var isRegistryOfECR: Bool {
        project.registry.map { ECRRegistry(host: String($0.prefix { $0 != "/" })) != nil } ?? true
    }

    /// Whether the stack has a repository for each image: of another registry only where the file asks for them.
    var makesRepositories: Bool { infra.repositories.areMade ?? isRegistryOfECR }

    /// Those of the images: by name, or by ARN where something else makes them, perhaps in another account; none outside of ECR.
    var repositories: [String] {
        if makesRepositories || project.registry == nil { return images.map(repository) }
        guard let registry = project.registry.flatMap({ ECRRegistry(host: String($0.prefix { $0 != "/" })) }) else { return [] }
        return images.map { registry.arn(of: repository(of: $0)) }
    }

    /// What an image's repository is called: as `imgship push` calls it where 'registry' is ECR's.
    func repository(of image: String) -> String {
        let parts = (project.registry ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        guard let host = parts.first, ECRRegistry(host: host) != nil else { return "\(project.project)/\(image)" }
        return parts.count == 2 ? "\(parts[1])/\(image)" : image
    }
}
