import HTTP
import JSON

extension ECSClient {
    /// The ARNs of tasks.
    package func listTasks(in cluster: String, _ filter: TaskFilter, limit: Int = .max) async throws -> [String] {
        var parameters = filter.parameters
        parameters["cluster"] = .string(cluster)
        return try await caller.items("taskArns", of: "ListTasks", parameters, limit: limit).compactMap(\.string)
    }

    /// Which tasks are meant. A stopped task is listed for about an hour.
    package enum TaskFilter: Hashable, Sendable {
        case service(String, ECSTask.Wanted)
        /// Those of a deployment (`ecs-svc/...`), or of a `startedBy` of ours. ECS takes no second filter beside the state.
        case startedBy(String, ECSTask.Wanted)
        case family(String, ECSTask.Wanted)

        var parameters: JSONObject {
            switch self {
            case .service(let name, let wanted): ["serviceName": .string(name), "desiredStatus": .string(wanted.rawValue)]
            case .startedBy(let name, let wanted): ["startedBy": .string(name), "desiredStatus": .string(wanted.rawValue)]
            case .family(let name, let wanted): ["family": .string(name), "desiredStatus": .string(wanted.rawValue)]
            }
        }
    }

    /// Tasks with their tags.
    package func describeTasks(_ tasks: [String], in cluster: String) async throws -> ECSFindings<ECSTask> {
        try await describe("tasks", by: "DescribeTasks", "tasks", tasks, limit: 100, ["cluster": .string(cluster), "include": ["TAGS"]])
    }

    /// Starts tasks that belong to no service.
    /// - Parameter request: the whole of it; with a `clientToken` it may be sent again after a lost answer.
    /// - Returns: the tasks, and why others were not started.
    package func runTask(_ request: JSONObject) async throws -> ECSFindings<ECSTask> {
        var findings = ECSFindings<ECSTask>()
        findings.add(try await caller.call("RunTask", request, Self.safety(request)), "tasks")
        return findings
    }

    /// - Parameter reason: shown in the console and in `stoppedReason`.
    package func stopTask(_ task: String, in cluster: String, reason: String) async throws -> ECSTask {
        try await caller.value(
            "task", of: "StopTask", ["cluster": .string(cluster), "task": .string(task), "reason": .string(String(reason.prefix(1024)))])
    }
}
