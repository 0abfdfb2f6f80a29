import JSON

/// What Fargate asks of a task definition besides.
/// - Source: ECS Developer Guide, "Amazon ECS task definition differences for Fargate".
struct FargateRules {
    private let document: JSONObject
    private let containers: [JSONValue]

    init(_ document: JSONObject, _ containers: [JSONValue]) {
        self.document = document
        self.containers = containers
    }

    func check() throws(SimulatedFault) {
        guard document["networkMode"]?.string == "awsvpc" else { throw .client("Fargate only supports network mode 'awsvpc'.") }
        try checkSize()
        let drivers = containers.compactMap { $0["logConfiguration"]?["logDriver"]?.string }
        guard drivers.allSatisfy({ ["awslogs", "splunk", "awsfirelens"].contains($0) }) else {
            throw .client("Fargate only supports the log drivers awslogs, splunk and awsfirelens.")
        }
        try checkExecutionRole(usesLogs: drivers.contains("awslogs"))
        for field in ["placementConstraints", "ipcMode"] {
            if let value = document[field], value.array?.isEmpty != true { throw .client("Fargate does not support '\(field)'.") }
        }
        for container in containers {
            if container["privileged"]?.bool ?? false { throw .client("Fargate does not support privileged containers.") }
            if !(container["links"]?.strings ?? []).isEmpty { throw .client("Links are not supported when networkMode=awsvpc.") }
        }
        if let size = document["ephemeralStorage"]?["sizeInGiB"]?.integer, !(21...200).contains(size) {
            throw .client("Ephemeral storage must be between 21 and 200 GiB.")
        }
    }

    private func checkExecutionRole(usesLogs: Bool) throws(SimulatedFault) {
        guard document["executionRoleArn"]?.string == nil else { return }
        let start = "Fargate requires task definition to have execution role ARN to support"
        if usesLogs { throw .client("\(start) log driver awslogs.") }
        if containers.contains(where: { $0["image"]?.string?.contains(".dkr.ecr.") ?? false }) { throw .client("\(start) ECR images.") }
        if containers.contains(where: { !($0["secrets"]?.array ?? []).isEmpty }) { throw .client("\(start) secrets.") }
    }

    private func checkSize() throws(SimulatedFault) {
        guard let cpu = document["cpu"]?.string else { throw .client("Fargate requires that 'cpu' be defined at the task level.") }
        guard let memory = document["memory"]?.string else { throw .client("Fargate requires that 'memory' be defined at the task level.") }
        guard let units = Self.units(cpu, "vcpu"), let size = Self.units(memory, "gb"), Self.isOffered(units, size) else {
            throw .client("No Fargate configuration exists for given values: \(cpu) CPU, \(memory) memory.")
        }
        let reserved = containers.reduce(0) { $0 + ($1["memory"]?.integer ?? $1["memoryReservation"]?.integer ?? 0) }
        guard reserved <= size else { throw .client("The memory of the containers is more than that of the task.") }
        let shares = containers.reduce(0) { $0 + ($1["cpu"]?.integer ?? 0) }
        guard shares <= units else { throw .client("The CPU units of the containers are more than those of the task.") }
    }

    /// `512`, or `.5 vCPU`, `1 GB`.
    private static func units(_ text: String, _ unit: String) -> Int? {
        let plain = text.lowercased().filter { $0 != " " }
        if let number = Int(plain) { return number }
        guard plain.hasSuffix(unit), let number = Double(plain.dropLast(unit.count)) else { return nil }
        return Int(number * 1024)
    }

    private static func isOffered(_ cpu: Int, _ memory: Int) -> Bool {
        func steps(_ range: ClosedRange<Int>, _ step: Int) -> Bool { range.contains(memory) && (memory - range.lowerBound) % step == 0 }
        return switch cpu {
        case 256: [512, 1024, 2048].contains(memory)
        case 512: steps(1024...4096, 1024)
        case 1024: steps(2048...8192, 1024)
        case 2048: steps(4096...16_384, 1024)
        case 4096: steps(8192...30_720, 1024)
        case 8192: steps(16_384...61_440, 4096)
        case 16_384: steps(32_768...122_880, 8192)
        case 32_768: [61_440, 122_880, 249_856].contains(memory)
        default: false
        }
    }
}
