import AWS
import Release

/// Looks for the roles that services of AWS have in an account: in a new one they are missing, and a cluster with Fargate cannot be made.
struct LinkedRoleInspection {
    let client: AWSClient

    /// Of those that the stack's new resources need, which the account does not have; and a warning for whoever may not ask.
    func missing(for plan: StackPlan, _ template: StackTemplate, _ own: OwnResources) async throws -> ([LinkedRole], [ReleaseFinding]) {
        var missing: [LinkedRole] = [], findings: [ReleaseFinding] = []
        for role in Self.needed(by: plan, template, own) {
            findings += try await StackGround.warnIfDenied("the role '\(role.name)' is not looked for") {
                if try await IAMClient(client).getRole(role.name) == nil { missing.append(role) }
                return []
            }
        }
        return (missing, findings + missing.map(Self.finding))
    }

    /// - Source: ECS Developer Guide, "Using service-linked roles for Amazon ECS"; the like of Elastic Load Balancing and Auto Scaling.
    private static func needed(by plan: StackPlan, _ template: StackTemplate, _ own: OwnResources) -> [LinkedRole] {
        var roles: [LinkedRole] = []
        let isNew = { (type: String) in template.count(of: type) > 0 && own.count(of: type) == 0 }
        if isNew("AWS::ECS::Cluster") {
            roles.append(.containers)
            if plan.services.contains(where: { $0.spec.scaling != nil }) { roles.append(.scaling) }
        }
        if isNew("AWS::ElasticLoadBalancingV2::LoadBalancer") { roles.append(.loadBalancing) }
        return roles
    }

    private static func finding(_ role: LinkedRole) -> ReleaseFinding {
        ReleaseFinding(
            .warning, "linked-role", "the account has no role '\(role.name)' yet",
            why: "\(role.service) takes it; AWS makes it with the first use, which may be too late for a stack",
            remedy: "`imgship infra apply` makes it first; by hand: `\(role.command)`")
    }
}
