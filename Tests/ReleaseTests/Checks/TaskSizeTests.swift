import JSON
import Testing

@testable import Release

@Suite struct `The sizes of Fargate` {
    /// In MiB: every GiB to beyond the most of 16 vCPU, and some between.
    static let memories = [256, 512, 1536, 2560] + stride(from: 1024, through: 126_976, by: 1024)

    @Test(.enabled(if: ECSJudge.isThere, "needs .venv"), arguments: [256, 512, 600, 1024, 2048, 4096, 8192, 16384])
    func `are those of cfn-lint's schema`(_ cpu: Int) throws {
        let pairs = Self.memories.map { JSONValue.array([JSONValue(cpu), JSONValue($0)]) }
        let known = try ECSJudge.ask("sizes", .array(pairs)).array?.map(\.bool) ?? []
        let ours = Self.memories.map { TaskSize(cpu: cpu, memory: $0).isOnFargate }
        #expect(known.count == ours.count)
        for (memory, pair) in zip(Self.memories, zip(known, ours)) where pair.0 != pair.1 { Issue.record("\(cpu) with \(memory)") }
    }

    @Test func `have 32 vCPU with 60, 120 and 244 GB alone`() {
        for (memory, isThere) in [(61440, true), (122_880, true), (249_856, true), (65536, false), (131_072, false)] {
            #expect(TaskSize(cpu: 32768, memory: memory).isOnFargate == isThere)
        }
    }

    @Test(arguments: [
        (256, 4096, 512, 4096), (600, 1024, 1024, 2048), (8192, 17408, 8192, 20480), (1, 1, 256, 512), (99999, 1, 32768, 249_856),
        (256, 245_000, 32768, 249_856), (512, 512, 512, 1024),
    ])
    func `are proposed so that they hold what is wanted`(_ cpu: Int, _ memory: Int, _ nearestCPU: Int, _ nearestMemory: Int) {
        #expect(TaskSize(cpu: cpu, memory: memory).nearestOnFargate == TaskSize(cpu: nearestCPU, memory: nearestMemory))
    }
}
