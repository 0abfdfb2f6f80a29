import JSON

/// CPU and memory of a task, as AWS writes them and as Fargate has them.
package struct TaskSize: Sendable, Hashable, CustomStringConvertible {
    /// In CPU units, 1024 a vCPU.
    package let cpu: Int
    /// In MiB.
    package let memory: Int

    package init(cpu: Int, memory: Int) {
        self.cpu = cpu
        self.memory = memory
    }

    package var description: String { "cpu \(cpu) with memory \(memory)" }

    /// What Fargate gives to a CPU: the memories in MiB, rising.
    /// - Source: ECS RegisterTaskDefinition, `cpu`; the last row from the Fargate guide, "Task CPU and memory".
    package static let fargate: [(cpu: Int, memories: [Int])] = [
        (256, [512, 1024, 2048]),
        (512, Array(stride(from: 1024, through: 4096, by: 1024))),
        (1024, Array(stride(from: 2048, through: 8192, by: 1024))),
        (2048, Array(stride(from: 4096, through: 16384, by: 1024))),
        (4096, Array(stride(from: 8192, through: 30720, by: 1024))),
        (8192, Array(stride(from: 16384, through: 61440, by: 4096))),
        (16384, Array(stride(from: 32768, through: 122_880, by: 8192))),
        (32768, [61440, 122_880, 249_856]),
    ]

    package var isOnFargate: Bool { Self.fargate.contains { $0.cpu == cpu && $0.memories.contains(memory) } }

    /// The smallest size of Fargate's that holds this one; the largest of all when none does.
    package var nearestOnFargate: TaskSize {
        for row in Self.fargate where row.cpu >= cpu {
            if let memory = row.memories.first(where: { $0 >= memory }) { return TaskSize(cpu: row.cpu, memory: memory) }
        }
        return TaskSize(cpu: 32768, memory: 249_856)
    }

    /// CPU units of `256`, `"256"`, `"1 vCPU"` or `".5 vcpu"`.
    static func cpu(_ value: JSONValue) -> Int? { amount(value, unit: "vcpu") }

    /// MiB of `512`, `"512"`, `"2GB"` or `"0.5 GB"`.
    static func memory(_ value: JSONValue) -> Int? { amount(value, unit: "gb") }

    private static func amount(_ value: JSONValue, unit: String) -> Int? {
        if let number = value.integer { return number }
        guard let text = value.string?.lowercased() else { return nil }
        guard text.hasSuffix(unit) else { return Int(text) }
        guard let number = Double(text.dropLast(unit.count).filter { $0 != " " }), (0...1_000_000).contains(number) else { return nil }
        return Int(number * 1024)
    }
}
