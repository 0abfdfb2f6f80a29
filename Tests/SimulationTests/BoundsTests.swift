import JSON
import Simulation
import Testing

@Suite struct `The numbers of tasks` {
    struct Numbers: Sendable, CustomStringConvertible {
        let desired: Int
        let minimum: Int
        let maximum: Int
        var description: String { "\(desired) tasks, \(minimum)..\(maximum) %" }
    }

    static let random: [Numbers] = {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in
            let minimum = Int.random(in: 0...100, using: &generator)
            return Numbers(
                desired: Int.random(in: 1...9, using: &generator), minimum: minimum,
                maximum: Int.random(in: max(minimum + 1, 100)...250, using: &generator))
        }
    }()

    /// The ECS API: the minimum is rounded up, the maximum down.
    @Test(arguments: random) func `stay between the minimum and the maximum in every second`(numbers: Numbers) async throws {
        let settings: JSONValue = ["minimumHealthyPercent": JSONValue(numbers.minimum), "maximumPercent": JSONValue(numbers.maximum)]
        let stage = try Stage(.ok, Stage.account(desired: numbers.desired, deployment: settings))
        let arn = try await stage.update()
        let least = Int((Double(numbers.desired * numbers.minimum) / 100).rounded(.up))
        let most = Int((Double(numbers.desired * numbers.maximum) / 100).rounded(.down))
        for _ in 0..<300 {
            let cluster = try await stage.ecs("DescribeClusters", ["clusters": ["demo"]])["clusters"]?.array?.first
            let running = cluster?["runningTasksCount"]?.integer ?? 0, pending = cluster?["pendingTasksCount"]?.integer ?? 0
            #expect(running >= least)
            #expect(running + pending <= most)
            stage.wait(1)
        }
        // A rolling update can move when there is room above or below.
        let canMove = most > numbers.desired || least < numbers.desired
        #expect(try await stage.end(of: arn) == (canMove ? "SUCCESSFUL" : "UNFINISHED"))
    }

    /// The ECS API, `DeploymentCircuitBreaker`: half of the desired count, at least 3 and at most 200.
    @Test(arguments: [(1, 3), (6, 3), (7, 4), (20, 10), (1000, 200)]) func `decide how many may fail`(desired: Int, threshold: Int)
        async throws
    {
        let stage = try Stage(.stuck, Stage.account(desired: desired, deployment: Stage.breaker))
        let arn = try await stage.update()
        #expect(try await stage.deployment(arn)["deploymentCircuitBreaker"]?["threshold"]?.integer == threshold)
    }
}
