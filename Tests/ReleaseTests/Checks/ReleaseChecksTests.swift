import Configuration
import Diagnostics
import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `The checks before a release` {
    @Test(arguments: Mistakes.all)
    func `see`(_ mistake: Mistake) throws {
        var service = try Flagship.composed(["frontend"])[0]
        #expect(ReleaseChecks.findings(in: [service]) == [])
        try mistake.make(&service)
        #expect(ReleaseChecks.findings(in: [service]).contains { $0.rule == mistake.rule })
    }

    @Test func `say what is wrong in words`() throws {
        let blocks = try Mistakes.all.map { mistake in
            var service = try Flagship.composed(["frontend"])[0]
            try mistake.make(&service)
            let findings = ReleaseChecks.findings(in: [service]).filter { $0.rule == mistake.rule }
            return "# \(mistake.rule): \(mistake.testDescription)\n" + findings.map(\.text).joined(separator: "\n")
        }
        try expectGolden(blocks.joined(separator: "\n\n") + "\n", "findings.txt")
    }

    @Test func `have a mistake for each rule, and a name of its own`() {
        let names = ReleaseChecks.rules.map(\.name)
        #expect(Set(names) == Set(Mistakes.all.map(\.rule)))
        #expect(Set(names).count == names.count)
    }

    @Test func `refuse unset variables at their place`() throws {
        let text = """
            version: 1
            project: p
            bases: {b: {debian: bookworm}}
            images: {backend: {base: b}}
            services:
              backend: {image: backend, cpu: 256, memory: 512, env: {A: "${LEVEL}"}}
            """
        let project = try Flagship.project(text)
        let findings = ReleaseChecks.findings(in: try Flagship.composed(["backend"], text: text), unset: project.unsetVariables)
        #expect(
            findings.map(\.text) == [
                "imgship.yaml:6:61: the variable 'LEVEL' is not set\n  hint: set it, or write a default: ${LEVEL:-...}"
            ])
    }

    @Test func `see two entries that are one service, and circles`() throws {
        var services = try Flagship.composed()
        services[0].serviceName = "frontend"
        services[0].after = ["frontend"]
        let rules = Set(ReleaseChecks.findings(in: services).map(\.rule))
        #expect(rules.isSuperset(of: ["service-twice", "service-order"]))
    }

    @Test func `take AWS's samples, with a remark at most`() throws {
        for name in ["fargate-web", "dependencies", "efs", "firelens"] {
            let task = try DefinitionFile.task(name) { _ in try Checkout.sample("\(name).json") }
            let service = ComposedService(name: name, cluster: "c", serviceName: name, task: task)
            #expect(ReleaseChecks.findings(in: [service]).filter { $0.severity == .error }.map(\.text) == [])
        }
    }

    @Test func `hold out against any shape of a definition`() throws {
        // Each field in turn is replaced by values of every kind: nothing may crash.
        let service = try Flagship.composed(["frontend"])[0]
        let values: [JSONValue] = [.null, true, 1, "", "x", [], [[:]], [1], [:], ["a": ["b": 1]], .integer(.max), .integer(.min)]
        let fields = try Checkout.sample("dependencies.json")
        let keys = Set(try JSONValue(parsing: fields, name: "").object?.keys.map { $0 } ?? []).union(service.task.fields.keys)
        for value in values {
            for key in keys {
                var broken = service
                broken.task.fields[key] = value
                _ = (ReleaseChecks.findings(in: [broken]), ServicePlan(broken))
            }
            for key in service.task.containers[0].fields.keys + ["dependsOn", "mountPoints", "secrets", "restartPolicy", "cpu", "memory"] {
                var broken = service
                broken.change { $0[key] = value }
                _ = (ReleaseChecks.findings(in: [broken]), ServicePlan(broken))
            }
            for key in service.service?.fields.keys.map({ $0 }) ?? [] {
                var broken = service
                broken.running = Flagship.running(service)
                broken.service?.fields[key] = value
                _ = (ReleaseChecks.findings(in: [broken]), PlanText(ReleasePlan([broken])).text)
            }
        }
    }
}
