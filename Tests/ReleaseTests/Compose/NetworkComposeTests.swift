import JSON
import Testing

@testable import Release

/// Where tasks are, when the stack under them changes.
@Suite struct `The network of a running service` {
    private static let moved = TaskNetwork(subnets: ["subnet-private"], securityGroups: ["sg-new"], publicIP: false)

    /// - Parameters:
    ///   - text: lines of the service.
    ///   - change: what has become of the service since it was released.
    private func composed(_ text: String = "cpu: 256\nmemory: 512", _ change: (inout JSONObject) -> Void = { _ in }) throws
        -> ComposedService
    {
        var facts = try Flagship.facts()
        facts.running["backend"] = Flagship.running(try Flagship.service("cpu: 256\nmemory: 512"))
        facts.network = Self.moved
        if var service = facts.running["backend"]?.service.fields {
            change(&service)
            facts.running["backend"]?.service = ServiceDefinition(service)
        }
        return try Flagship.service(text, facts: facts)
    }

    @Test func `follows the stack that it was released to`() throws {
        let service = try composed()
        #expect(service.service?.network == ["subnets": ["subnet-private"], "securityGroups": ["sg-new"], "assignPublicIp": "DISABLED"])
        #expect(ServicePlan(service).changes.contains { "\($0)".contains("subnet-private") })
        #expect(!service.findings.contains { $0.rule == "network-left" })
    }

    @Test func `is not said again where it is as the stack has it`() throws {
        let service = try composed {
            $0["networkConfiguration"] = [
                "awsvpcConfiguration": ["subnets": ["subnet-private"], "securityGroups": ["sg-new"], "assignPublicIp": "DISABLED"]
            ]
        }
        #expect(service.service?.network == nil)
    }

    @Test func `is the file's where that says so`() throws {
        let service = try composed("cpu: 256\nmemory: 512\nnetwork: {subnets: subnet-mine, public-ip: true}")
        #expect(service.service?.network == ["subnets": ["subnet-mine"], "securityGroups": ["sg-new"], "assignPublicIp": "ENABLED"])
    }

    @Test func `stays what it is where nobody says whose the service is`() throws {
        let service = try composed { $0["tags"] = [] }
        #expect(service.service?.network == nil)
        #expect(!service.findings.contains { $0.rule == "network-left" })
        let other = try composed { $0["tags"] = [["key": "imgship:project", "value": "other"]] }
        #expect(other.service?.network == nil)
    }

    @Test func `stays what it is in a cluster of others, which is told`() throws {
        let service = try composed("cpu: 256\nmemory: 512\ncluster: shared")
        #expect(service.service?.network == nil)
        #expect(service.findings.first { $0.rule == "network-left" }?.remedy == "give 'network: {subnets: [...], security-groups: [...]}'")
    }

    @Test func `has the groups of its own that the stack gives it`() throws {
        var facts = try Flagship.facts()
        StackFacts(
            outputs: ["Subnets": "subnet-1", "SecurityGroups": "sg-1", "AssignPublicIp": "true", "BackendSecurityGroups": "sg-1,sg-2"],
            services: ["backend", "frontend"]
        ).fill(&facts)
        #expect(facts.network(of: "backend")?.securityGroups == ["sg-1", "sg-2"])
        #expect(facts.network(of: "frontend")?.securityGroups == ["sg-1"])
        #expect(try Flagship.service("cpu: 256\nmemory: 512", facts: facts).service?.network?["securityGroups"] == ["sg-1", "sg-2"])
    }
}
