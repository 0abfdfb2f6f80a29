import AWS
import Configuration
import Release

/// Looks up the load balancers that exist already and lead to tasks in the stack's security group: who may reach the tasks is the stack's
/// to say, and which group that is AWS's.
struct BorrowedBalancer {
    private let client: LoadBalancingClient
    private let plan: StackPlan
    /// That of the tasks; nil for one that the stack makes.
    private let vpc: String?
    /// Values that the stack has now.
    private let known: [String: String]

    init(_ client: AWSClient, _ plan: StackPlan, vpc: String?, known: [String: String]) {
        self.client = LoadBalancingClient(client)
        self.plan = plan
        self.vpc = vpc
        self.known = known
    }

    /// The template's parameters, as far as they are known, and what is wrong with the load balancers.
    func look() async throws -> (parameters: [String: String], findings: [ReleaseFinding]) {
        var parameters: [String: String] = [:], findings: [ReleaseFinding] = []
        for name in plan.borrowers {
            guard let service = plan.project.services[name], let arn = service.loadBalancer?.targetGroup else { continue }
            let parameter = plan.borrowedGroup(name)
            do {
                let groups = try await groups(behind: arn)
                // What it has is kept: another one of the same load balancer would be a change for nothing.
                parameters[parameter] = groups.first { $0 == known[parameter] } ?? groups.first
            } catch let trouble as Trouble {
                var finding = ReleaseFinding(.error, "target-group", trouble.what, why: trouble.why, remedy: trouble.remedy)
                (finding.service, finding.location) = (name, service.loadBalancer?.origin.location)
                findings.append(finding)
            } catch let error as AWSError where error.isDenial {
                parameters[parameter] = known[parameter]
                findings.append(
                    ReleaseFinding(
                        known[parameter] == nil ? .error : .warning, "not-looked-at", service: name,
                        "which load balancer leads to '\(arn)' is not known", why: error.summary,
                        remedy: error.hint ?? Self.remedy, at: service.loadBalancer?.origin.location))
            }
        }
        return (parameters, findings)
    }

    fileprivate static let remedy = "give 'network: {security-groups: [...]}' one that lets the load balancer in"

    private struct Trouble: Error {
        let what: String
        var why: String?
        var remedy = BorrowedBalancer.remedy
    }

    /// Security groups of the load balancer that sends to a target group; never empty.
    private func groups(behind arn: String) async throws -> [String] {
        if arn.contains("${") {
            throw Trouble(what: "'\(arn)' of 'target-group' has no value", why: "the stack is made before a release asks for it")
        }
        guard let group = try await client.describeTargetGroups([arn])?.first else {
            throw Trouble(what: "there is no target group '\(arn)'", remedy: "check its ARN")
        }
        let name = group.name ?? arn
        if let other = group.vpc, other != vpc {
            throw Trouble(
                what:
                    "the target group '\(name)' is in the VPC '\(other)', and the tasks are in \(vpc.map { "'\($0)'" } ?? "that of the stack")",
                why: "a load balancer reaches targets of its own network alone", remedy: "write 'vpc: {id: \(other)}' below 'infra'")
        }
        guard let balancer = try await client.describeLoadBalancers(group.loadBalancerARNs)?.first else {
            throw Trouble(what: "no load balancer sends to the target group '\(name)'", why: "who has to reach the tasks is not known then")
        }
        if balancer.securityGroups.isEmpty {
            throw Trouble(
                what: "the load balancer '\(balancer.name ?? "")' has no security group", why: "the stack would let it in by that")
        }
        return balancer.securityGroups
    }
}
