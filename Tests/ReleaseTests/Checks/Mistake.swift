import Configuration
import JSON
import OCI
import Testing

@testable import Release

/// A good service with one thing wrong, and the rule that must see it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let rule: String
    let testDescription: String
    let make: @Sendable (inout ComposedService) throws -> Void

    init(_ rule: String, _ description: String, _ make: @escaping @Sendable (inout ComposedService) throws -> Void) {
        self.rule = rule
        testDescription = description
        self.make = make
    }

    /// A change of the only container.
    static func container(_ rule: String, _ description: String, _ fields: JSONObject) -> Mistake {
        Mistake(rule, description) { $0.change { container in container.merge(fields) { _, new in new } } }
    }

    static func task(_ rule: String, _ description: String, _ fields: JSONObject) -> Mistake {
        Mistake(rule, description) { $0.task.fields.merge(fields) { _, new in new } }
    }

    static func service(_ rule: String, _ description: String, _ fields: JSONObject) -> Mistake {
        Mistake(rule, description) { $0.service?.fields.merge(fields) { _, new in new } }
    }
}

extension ComposedService {
    /// Changes its first container.
    mutating func change(_ change: (inout JSONObject) -> Void) {
        var containers = task.containers
        change(&containers[0].fields)
        task.containers = containers
    }

    /// Has its deployments move traffic.
    /// - Parameters:
    ///   - settings: what there is beside the strategy.
    ///   - change: of the configuration of its load balancer.
    mutating func moveTraffic(_ strategy: String, _ settings: JSONObject = [:], _ change: (inout JSONObject) -> Void = { _ in }) {
        var balancer = service?.loadBalancers.first?.object ?? [:]
        var advanced: JSONObject = [
            "alternateTargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/other/943f017f100becfe",
            "productionListenerRule": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/a/1/2/3",
            "roleArn": "arn:aws:iam::123456789012:role/traffic",
        ]
        change(&advanced)
        balancer["advancedConfiguration"] = .object(advanced)
        service?.fields["loadBalancers"] = [.object(balancer)]
        service?.fields["deploymentConfiguration"] = .object(settings.merging(["strategy": .string(strategy)]) { $1 })
    }

    /// Adds a container beside the first.
    mutating func add(_ fields: JSONObject) {
        var fields = fields
        fields["image"] = fields["image"] ?? task.containers.first?.image.map { .string($0) }
        fields["logConfiguration"] = fields["logConfiguration"] ?? task.containers.first?.fields["logConfiguration"]
        task.containers += [ContainerDefinition(fields)]
    }
}
