import AWS
import HTTP

/// The services of ECS that stand on a stack: in its cluster, and those of the project in others.
struct StandingServices {
    private let engine: StackEngine
    private let ecs: ECSClient

    init(_ engine: StackEngine) {
        self.engine = engine
        ecs = ECSClient(engine.client)
    }

    /// - Parameter clusters: of the stack.
    /// - Throws: ``StackRefusal`` `.otherServices` when there are some in them that are not the project's.
    func find(clusters: [DoomedResource]) async throws -> [StandingService] {
        let own = clusters.compactMap(\.physicalID)
        let named = Set(engine.project.services.values.compactMap(\.cluster)).subtracting(own).filter { !$0.contains("${") }
        var standing: [StandingService] = [], others: [String] = []
        for cluster in own + named.sorted() {
            for service in try await services(in: cluster) where service.status != "INACTIVE" {
                let name = service.name ?? "?"
                if engine.identity.owns(service.tags) {
                    standing.append(StandingService(cluster: cluster, name: name, runningCount: service.runningCount ?? 0))
                } else if own.contains(cluster) {
                    others.append("\(cluster)/\(name)")
                }
            }
        }
        guard others.isEmpty else { throw StackRefusal(code: .otherServices(others), stack: engine.identity.name) }
        return standing
    }

    private func services(in cluster: String) async throws -> [ECSService] {
        do {
            return try await ecs.describeServices(try await ecs.listServices(in: cluster), in: cluster).found
        } catch let error as AWSError where error.isNotFound {
            return []
        }
    }

    /// How long stopped services may take to go: an instance that has left its cluster without a word keeps a task for ever.
    private static let patience = Duration.seconds(1800)

    /// Stops and deletes services, and waits until none of their tasks is left.
    /// - Throws: ``StackRefusal`` `.draining` when that takes half an hour.
    func delete(_ services: [StandingService]) async throws {
        let scaling = AutoScalingClient(engine.client)
        let scaled = services.map { ScalableService(cluster: $0.cluster, service: $0.name) }
        // A target that outlives its service is what the next service of that name would begin with.
        for target in try await scaling.describeScalableTargets(scaled) {
            if let service = scaled.first(where: { $0.resourceID == target.resourceID }) {
                try await scaling.deregisterScalableTarget(service)
            }
        }
        for service in services {
            engine.reporter.step("\(service.title): is stopped and deleted")
            _ = try await ecs.deleteService(service.name, in: service.cluster, .stoppingTasks)
        }
        var pauses = StackPauses()
        var open = services
        let start = engine.clock.elapsed()
        while true {
            for (cluster, group) in Dictionary(grouping: open, by: \.cluster) {
                let found = try await ecs.describeServices(group.map(\.name), in: cluster).found
                let ended = group.filter { service in found.first { $0.name == service.name }.map { $0.status == "INACTIVE" } ?? true }
                for service in ended { engine.reporter.step("\(service.title): is gone") }
                open.removeAll(where: ended.contains)
            }
            if open.isEmpty { return }
            guard engine.clock.elapsed() - start < Self.patience else {
                throw StackRefusal(code: .draining(open.map(\.title)), stack: engine.identity.name)
            }
            try await engine.clock.sleep(pauses.next(engine.clock.random()))
        }
    }
}
