import AWS
import Release

/// What a stack would meet.
package struct GroundReport: Sendable {
    /// For the template: the network, security groups of load balancers, and `GitHubProviderArn`, where it asks for them and they are known.
    package var parameters: [String: String] = [:]
    /// About the network, certificates and quotas, and what could not be looked at.
    package var findings: [ReleaseFinding] = []
    /// Resources that would have to be made, and exist outside of the stack.
    package var taken: [TakenName] = []

    /// Of AWS's own services, which the account does not have yet, and the stack needs.
    package var missingRoles: [LinkedRole] = []

    /// Everything at once, without the names of resources that are going to be taken into the stack.
    /// - Parameter adopted: their logical ids.
    package func findings(adopting adopted: Set<String> = []) -> [ReleaseFinding] {
        findings + taken.filter { !adopted.contains($0.logicalID) }.map(\.finding)
    }

    /// Nil when nothing stands in the way.
    package func refusal(of stack: String, adopting adopted: Set<String> = []) -> GroundRefusal? {
        GroundRefusal(stack: stack, findings(adopting: adopted))
    }

    /// What is doubtful, and does not stand in the way.
    package var warnings: [ReleaseFinding] { findings.filter { $0.severity == .warning } }
}
