import JSON
import Testing

@testable import Release

@Suite struct `Restoring a service` {
    @Test func `sends back what the release changed, and nothing else`() throws {
        let old = try Flagship.service("desired: 2\ncpu: 512\nmemory: 1024")
        var new = try Flagship.service("desired: 4\ncpu: 1024\nmemory: 2048\nexec: true")
        new.running = Flagship.running(old)
        let running = try #require(new.running)
        let plan = ServicePlan(new)
        let restoration = Restoration(of: plan, before: running)
        #expect(restoration.deploying == ["taskDefinition": .string(running.revision ?? "")])
        #expect(restoration.quiet["desiredCount"] == 2)
        #expect(Set(restoration.quiet.keys).isSubset(of: ["desiredCount", "enableExecuteCommand"]))
        // ECS has taken the revision back by itself.
        #expect(restoration.request(for: plan, afterRollback: true)?["taskDefinition"] == nil)
        #expect(restoration.request(for: plan, afterRollback: false)?["service"] == "backend")
    }

    @Test func `switches Service Connect off that the release has switched on`() throws {
        var new = try #require(try Flagship.composed(["backend"]).first)
        let running = try Flagship.service("cpu: 512\nmemory: 1024")
        new.running = Flagship.running(running)
        let plan = ServicePlan(new)
        #expect(plan.parameters["serviceConnectConfiguration"]?["enabled"] == true)
        let restoration = Restoration(of: plan, before: try #require(new.running))
        #expect(restoration.deploying["serviceConnectConfiguration"] == ["enabled": false])
    }

    @Test func `sends only what is not back yet where it is known how the service is`() throws {
        let old = try Flagship.service("desired: 2\ncpu: 512\nmemory: 1024")
        var new = try Flagship.service("desired: 4\ncpu: 512\nmemory: 1024\nexec: true")
        new.running = Flagship.running(old)
        let running = try #require(new.running)
        let plan = ServicePlan(new)
        #expect(Restoration(of: plan, before: running, from: running).request(for: plan, afterRollback: false) == nil)
        var now = running
        now.service.fields["desiredCount"] = 4
        let request = Restoration(of: plan, before: running, from: now).request(for: plan, afterRollback: false)
        #expect(request?["desiredCount"] == 2)
        #expect(request?["enableExecuteCommand"] == nil)
    }
}
