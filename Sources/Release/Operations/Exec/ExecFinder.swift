import AWS
import JSON

/// Finds a running task of a service in which a session can be opened.
package struct ExecFinder: Sendable {
    private let ecs: ECSClient
    private let region: Region

    package init(_ clients: ReleaseClients, in region: Region) {
        ecs = clients.ecs
        self.region = region
    }

    /// - Parameters:
    ///   - container: the one of the service's name, else the first essential one, when nil.
    ///   - command: words for the container.
    /// - Throws: ``ExecRefusal``; ``ServiceMissing``; ``DefinitionError`` `.unknownContainer`; `AWSError`.
    package func find(_ address: ServiceAddress, container wanted: String?, command: [String]) async throws -> ExecCommand {
        let service = try await ServiceFinder(ecs: ecs).service(address)
        let refusal = { ExecRefusal(code: $0, service: address.name) }
        guard service.enableExecuteCommand else { throw refusal(.isOff) }
        let arns = try await ecs.listTasks(in: address.cluster, .service(address.serviceName, .running))
        let running = try await ecs.describeTasks(arns, in: address.cluster).found.filter { $0.lastStatus == "RUNNING" }
        guard let newest = running.max(by: { ($0.startedAt ?? 0) < ($1.startedAt ?? 0) }) else { throw refusal(.nothingRuns) }
        let open = running.filter { $0.json["enableExecuteCommand"]?.bool ?? false }
        guard !open.isEmpty else { throw refusal(.tasksAreOlder) }
        let task = open.first { $0.arn == newest.arn } ?? open[0]
        let container = try Self.container(of: task, wanted, address)
        if let state = Self.agentState(in: container), state != "RUNNING" { throw refusal(.agentIsDown(state)) }
        return ExecCommand(
            region: region, cluster: address.cluster, task: task.id ?? "", container: container.name ?? "",
            command: command.isEmpty ? "/bin/sh" : command.map(ExecCommand.quoted).joined(separator: " "))
    }

    private static func container(of task: ECSTask, _ wanted: String?, _ address: ServiceAddress) throws -> ECSContainer {
        let names = task.containers.compactMap(\.name)
        let name = wanted ?? (names.contains(address.name) ? address.name : names.first ?? "")
        guard let found = task.containers.first(where: { $0.name == name }) else {
            throw DefinitionError(.unknownContainer(name, among: names), address.name)
        }
        return found
    }

    /// Nil when ECS does not say.
    private static func agentState(in container: ECSContainer) -> String? {
        let agents = container.json["managedAgents"]?.array ?? []
        return agents.first { $0["name"]?.string == "ExecuteCommandAgent" }?["lastStatus"]?.string
    }
}
