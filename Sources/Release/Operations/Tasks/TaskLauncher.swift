import AWS
import HTTP

/// Runs one-off tasks as a service's own tasks run: its revision, its network, its roles.
package struct TaskLauncher: Sendable {
    private let clients: ReleaseClients
    private let clock: RetryClock

    package init(_ clients: ReleaseClients, clock: RetryClock = .system) {
        self.clients = clients
        self.clock = clock
    }

    /// A task that is ready to run.
    package struct Prepared: Sendable {
        package let service: ServiceAddress
        package let task: OneOffTask
        let definition: TaskDefinition
    }

    /// - Throws: ``ServiceMissing``; ``DefinitionError`` `.unknownContainer`; `AWSError`.
    package func prepare(_ address: ServiceAddress, _ wish: TaskWish) async throws -> Prepared {
        let finder = ServiceFinder(ecs: clients.ecs)
        let service = try await finder.service(address)
        let definition = try await finder.definition(of: service)
        let container = try Self.container(of: definition, wish.container, address)
        var task = OneOffTask(
            cluster: address.cluster, revision: service.taskDefinition ?? "", container: container, command: wish.command)
        task.environment = wish.environment
        task.cpu = wish.cpu
        task.memory = wish.memory
        task.take(ServiceDefinition(service.json.object ?? [:]))
        return Prepared(service: address, task: task, definition: definition)
    }

    private static func container(of definition: TaskDefinition, _ wanted: String?, _ address: ServiceAddress) throws -> String {
        let names = definition.containers.compactMap(\.name)
        if let wanted {
            guard names.contains(wanted) else { throw DefinitionError(.unknownContainer(wanted, among: names), address.name) }
            return wanted
        }
        if names.contains(address.name) { return address.name }
        return definition.containers.first(where: \.isEssential)?.name ?? names.first ?? address.name
    }

    /// Starts it, and leaves it alone.
    /// - Returns: the task's ARN.
    /// - Throws: ``OneOffFailure``; `AWSError`.
    package func start(_ prepared: Prepared) async throws -> String {
        let started = try await clients.ecs.runTask(prepared.task.request(token: RequestToken()))
        guard let arn = started.found.first?.arn else { throw OneOffFailure(notStarted: started.failures, prepared) }
        return arn
    }

    /// Runs it to its end; when cancelled, stops it.
    /// - Returns: the exit code of its container.
    /// - Throws: ``OneOffFailure`` when there is none; `AWSError`; `CancellationError`.
    package func run(_ prepared: Prepared, timeout: Duration?, observe: @escaping RolloutObserver) async throws -> Int {
        let runner = OneOffRunner(
            clients, prepared.service.name, prepared.definition, interval: .seconds(2), clock: clock, observe: observe)
        let result = try await runner.run(prepared.task, timeout: timeout)
        guard let code = result.exitCode, !result.isTimedOut else { throw OneOffFailure(result, prepared) }
        return code
    }
}
