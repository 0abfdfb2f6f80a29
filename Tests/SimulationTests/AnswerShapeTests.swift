import AWS
import Foundation
import JSON
import Simulation
import TestSupport
import Testing

/// AWS's own models, as botocore has them, judge what the simulation is asked and what it answers.
@Suite(.enabled(if: Judge.python != nil, "no Python with botocore: run Scripts/setup test")) struct `Answers of the simulation` {
    @Test func `have the shapes of AWS's models, all through a rollout that fails`() async throws {
        var lines: [String] = []
        for scenario in [Scenario.ok, .targetHealth, .pullFailure, .crash, .outOfMemory, .superseded, .rollbackFails] {
            lines += try await play(Stage(scenario, Judge.account()))
        }
        for strategy in ["BLUE_GREEN", "CANARY", "LINEAR"] {
            let pause: JSONObject = ["lifecycleHooks": [["targetType": "PAUSE", "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]]]]
            lines += try await play(Stage(.ok, Stage.shifting(strategy, pause)))
        }
        let faults = try Judge.faults(of: lines)
        #expect(faults.isEmpty, "\(faults.prefix(20).joined(separator: "\n"))")
        #expect(lines.count > 400)
    }

    @Test func `are judged at all`() throws {
        let wrong =
            #"{"service":"ecs","action":"DescribeServices","status":200,"text":"{\"services\":[{\"desiredCount\":\"2\",\"colour\":\"red\"}]}"}"#
        let unknown =
            #"{"service":"ecs","action":"DescribeServices","status":400,"text":"{\"__type\":\"OddException\",\"message\":\"m\"}"}"#
        let faults = try Judge.faults(of: [wrong, unknown])
        #expect(faults.count == 3, "\(faults)")
    }

    private func play(_ stage: Stage) async throws -> [String] {
        var lines: [String] = []
        func ask(_ call: AWSCall) async throws {
            lines.append(Judge.line(call, try await stage.raw(call)))
        }
        let arn = try await stage.update()
        for _ in 0..<6 {
            for call in try await Judge.reads(stage, arn) { try await ask(call) }
            stage.wait(17)
        }
        for call in Judge.changes(stage, arn) + Judge.mistakes(stage) { try await ask(call) }
        return lines
    }
}
