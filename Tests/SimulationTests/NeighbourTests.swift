import AWS
import JSON
import Simulation
import Testing

@Suite struct `Around the service` {
    private func health(_ stage: Stage) async throws -> [String] {
        let group = stage.account.targetGroupARN(stage.account.targetGroups[0])
        let answer = try await stage.raw(
            AWSCall(Services.balancing, "DescribeTargetHealth", .repeatable, form: ["TargetGroupArn": group]))
        return answer.text.split(separator: "<State>").dropFirst().map { String($0.prefix { $0 != "<" }) }
    }

    @Test func `targets are new, then healthy, then drained`() async throws {
        let stage = try Stage(.ok, Stage.account(desired: 1, balanced: true))
        #expect(try await health(stage) == ["healthy"])
        _ = try await stage.update()
        var seen: [[String]] = []
        for _ in 0..<120 {
            let now = try await health(stage)
            if seen.last != now { seen.append(now) }
            stage.wait(1)
        }
        #expect(seen == [["healthy"], ["healthy", "initial"], ["draining", "healthy"], ["healthy"]])
    }

    @Test func `a target that fails says why`() async throws {
        let stage = try Stage(.targetHealth, Stage.account(desired: 1, balanced: true))
        _ = try await stage.update()
        stage.wait(65)
        let group = stage.account.targetGroupARN(stage.account.targetGroups[0])
        let text = try await stage.raw(
            AWSCall(Services.balancing, "DescribeTargetHealth", .repeatable, form: ["TargetGroupArn": group])
        ).text
        #expect(text.contains("<Reason>Target.ResponseCodeMismatch</Reason>"))
        #expect(text.contains("<Description>Health checks failed with these codes: [502]</Description>"))
        #expect(try await stage.events().contains { $0.contains("is unhealthy in (target-group arn:") })
    }

    @Test func `the lines of a dead container are in its stream`() async throws {
        let stage = try Stage(.crash)
        _ = try await stage.update()
        stage.wait(40)
        let task = try #require(try await stage.stoppedTasks().first)
        let id = task["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? ""
        let parameters: JSONObject = ["logGroupName": "/demo/web", "logStreamName": .string("web/app/\(id)"), "startFromHead": true]
        let first = try await stage.call(Services.logs, "GetLogEvents", parameters.merging(["limit": 2]) { $1 })
        #expect(first["events"]?.array?.compactMap { $0["message"]?.string } == ["app: starting", "app: listening on port 8000"])
        let rest = try await stage.call(
            Services.logs, "GetLogEvents", parameters.merging(["nextToken": first["nextForwardToken"] ?? .null]) { $1 })
        #expect(rest["events"]?.array?.last?["message"] == "KeyError: 'MODEL'")
        let end = try await stage.call(
            Services.logs, "GetLogEvents", parameters.merging(["nextToken": rest["nextForwardToken"] ?? .null]) { $1 })
        #expect(end["events"] == .array([]))
        #expect(end["nextForwardToken"] == rest["nextForwardToken"])
    }

    @Test func `a scalable target brings the count into its range`() async throws {
        let stage = try Stage()
        let target: JSONObject = [
            "ServiceNamespace": "ecs", "ResourceId": "service/demo/web", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 3,
            "MaxCapacity": 5,
        ]
        _ = try await stage.call(Services.scaling, "RegisterScalableTarget", target)
        stage.wait(60)
        #expect(try await stage.service()["runningCount"] == 3)
    }

    @Test func `a revision tells the digests it runs`() async throws {
        let digest = "sha256:" + String(repeating: "c", count: 64)
        var account = Stage.account()
        account.images = ["old", "new"].map { SimulatedImage("web", tags: [$0], digest: $0 == "new" ? digest : "sha256:0") }
        let stage = try Stage(.ok, account)
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
        let revision = try await stage.deployment(arn)["targetServiceRevision"]?["arn"] ?? .null
        let found = try await stage.ecs("DescribeServiceRevisions", ["serviceRevisionArns": [revision]])["serviceRevisions"]?.array?.first
        #expect(found?["containerImages"]?.array?.first?["imageDigest"]?.string == digest)
    }

    @Test func `what cannot be there from the start is an error`() throws {
        var account = Stage.account()
        account.services[0].taskDefinition["cpu"] = "100"
        let error = #expect(throws: SimulationError.self) { try SimulatedAWS(account) }
        #expect(error?.summary == "the service 'web' cannot be simulated")
    }
}
