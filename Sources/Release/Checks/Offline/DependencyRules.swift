import Configuration
import Diagnostics

/// The order in which the containers of a task start.
/// - Source: ECS API model, `ContainerDependency`.
enum DependencyRules {
    static let all: [ReleaseRule] = [
        .service("depends-on") { service, subject in
            service.task.containers.flatMap { container in
                container.dependsOn.sorted { $0.key < $1.key }.compactMap { name, condition in
                    fault(in: service.task, of: container, on: name, condition).map { what, remedy in
                        subject.error(what, remedy: remedy, container: container.name)
                    }
                }
            }
        },
        .service("depends-on-cycle") { service, subject in
            let graph = Dictionary(service.task.containers.map { ($0.name ?? "", $0.dependsOn.keys.sorted()) }) { first, _ in first }
            return Cycle.all(in: graph).map {
                subject.error("its containers wait for each other: \($0.joined(separator: " -> "))", container: $0.first)
            }
        },
    ]

    private static func fault(
        in task: TaskDefinition, of container: ContainerDefinition, on name: String, _ condition: String
    ) -> (what: String, remedy: String?)? {
        guard let target = task[container: name] else {
            let near = NearestName.suggestion(for: name, among: task.containers.compactMap(\.name).filter { $0 != container.name })
            return ("it waits for a container '\(name)' that its task does not have", near.map { "did you mean '\($0)'?" })
        }
        switch condition {
        case "START": return nil
        case "HEALTHY":
            guard target.healthCheck == nil || target.healthCheck?["command"]?.strings.first == "NONE" else { return nil }
            return ("it waits for '\(name)' to be healthy, which has no health check", "give '\(name)' a 'health' with a command")
        case "COMPLETE", "SUCCESS":
            guard target.isEssential else { return nil }
            return (
                "it waits for '\(name)' to end, but with an essential container the whole task ends", "set 'essential: false' for '\(name)'"
            )
        default:
            return ("'\(condition)' is not a condition", "use START, COMPLETE, SUCCESS or HEALTHY")
        }
    }
}
