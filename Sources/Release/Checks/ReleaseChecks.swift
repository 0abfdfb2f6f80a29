import Configuration
import Diagnostics

/// Everything that can be known of a release without asking AWS.
package enum ReleaseChecks {
    /// Every rule there is, in the order in which findings of a service are told.
    package static let rules: [ReleaseRule] =
        ShapeRules.all + NameRules.all + SizeRules.all + FargateRules.all + ImageRules.all + PortRules.all + VariableRules.all
        + SecretRules.all + HealthRules.all + DependencyRules.all + LogRules.all + RoleRules.all + VolumeRules.all + NetworkRules.all
        + CapacityRules.all + InstanceRules.all + DeploymentRules.all + ShiftRules.all + BalancerRules.all + ScalingRules.all
        + ConnectRules.all
        + TagRules.all

    /// All findings at once, service by service.
    /// - Parameter unset: variables of the file without a value.
    package static func findings(in services: [ComposedService], unset: [UnsetVariable] = []) -> [ReleaseFinding] {
        let variables = unset.map { variable in
            ReleaseFinding(
                .error, "unset-variable", "the variable '\(variable.name)' is not set",
                remedy: "set it, or write a default: ${\(variable.name):-...}", at: variable.location)
        }
        let rest = services.flatMap { service in service.findings + rules.flatMap { $0.findings(service, $0.name) } }
        var seen: Set<ReleaseFinding> = []
        return (variables + rest + together(services)).filter { seen.insert($0).inserted }
    }

    /// What only all services together can tell.
    private static func together(_ services: [ComposedService]) -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        var owners: [String: String] = [:]
        for service in services {
            let key = "\(service.cluster)/\(service.serviceName)"
            if let other = owners[key] {
                findings.append(
                    Subject(service, "service-twice").error("it is the same service of cluster '\(service.cluster)' as '\(other)'"))
            }
            owners[key] = service.name
        }
        for cycle in Cycle.all(in: Dictionary(services.map { ($0.name, $0.after) }) { first, _ in first }) {
            guard let service = services.first(where: { $0.name == cycle[0] }) else { continue }
            findings.append(
                Subject(service, "service-order").error("the order of services is a cycle: \(cycle.joined(separator: " -> "))"))
        }
        return findings
    }
}
