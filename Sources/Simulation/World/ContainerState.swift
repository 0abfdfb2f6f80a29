import JSON

/// One container of a task.
struct ContainerState {
    let definition: JSONValue
    let name: String
    let image: String
    let isEssential: Bool
    let check: Check?
    let command: [String]?
    var digest: String?
    var exitCode: Int?
    var reason: String?
    var health: Health
    /// When its health changes.
    var healthDue = Moment.never

    /// The health check of its definition, in seconds.
    struct Check {
        let interval: Int
        let retries: Int
        let startPeriod: Int
    }

    enum Health: String {
        /// Without a check.
        case none
        case unknown = "UNKNOWN"
        case healthy = "HEALTHY"
        case unhealthy = "UNHEALTHY"
    }

    init(_ definition: JSONValue, overrides: JSONValue?) {
        self.definition = definition
        let name = definition["name"]?.string ?? ""
        self.name = name
        image = definition["image"]?.string ?? ""
        isEssential = definition["essential"]?.bool ?? true
        let given = overrides?["containerOverrides"]?.array?.first { $0["name"]?.string == name }
        command = (given?["command"] ?? definition["command"])?.strings
        check = definition["healthCheck"].map {
            Check(
                interval: $0["interval"]?.integer ?? 30, retries: $0["retries"]?.integer ?? 3, startPeriod: $0["startPeriod"]?.integer ?? 0)
        }
        health = check == nil ? .none : .unknown
    }

    /// Where its lines go: group and stream, when it has CloudWatch Logs.
    func logStream(task: String) -> (group: String, stream: String)? {
        let configuration = definition["logConfiguration"]
        guard configuration?["logDriver"]?.string == "awslogs", let group = configuration?["options"]?["awslogs-group"]?.string else {
            return nil
        }
        let prefix = configuration?["options"]?["awslogs-stream-prefix"]?.string ?? "ecs"
        return (group, "\(prefix)/\(name)/\(task)")
    }
}
