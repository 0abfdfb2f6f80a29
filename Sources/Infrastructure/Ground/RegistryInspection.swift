import AWS
import Release

/// Looks whether the stack's repositories are those that `registry` names: else images would go where no repository is.
struct RegistryInspection {
    let region: Region
    let account: String

    /// Nothing for a registry that is not ECR's, and for repositories that something else makes.
    func findings(_ plan: StackPlan) -> [ReleaseFinding] {
        guard plan.makesRepositories, !plan.images.isEmpty,
            let registry = plan.project.registry.flatMap({ ECRRegistry(host: String($0.prefix { $0 != "/" })) })
        else { return [] }
        let elsewhere = "if they are to be elsewhere, write 'repositories: {create: false}' below 'infra'"
        if registry.account != account {
            return [
                ReleaseFinding(
                    .error, "registry-account", "'registry' is of the account \(registry.account), and the stack of \(account)",
                    why: "a stack makes repositories in its own account alone",
                    remedy: "use credentials of \(registry.account); \(elsewhere)")
            ]
        }
        if registry.region != region {
            return [
                ReleaseFinding(
                    .error, "registry-region", "'registry' is in \(registry.region), and the stack in \(region)",
                    why: "a stack makes repositories in its own region alone",
                    remedy: "set AWS_REGION=\(registry.region), or write the registry of \(region); \(elsewhere)")
            ]
        }
        return []
    }
}
