import AWS
import Release

/// Looks whether the account knows GitHub already: an account has the provider once, and every stack of it uses the same.
struct ProviderInspection {
    let client: AWSClient
    let account: String

    /// The provider as the template's parameter wants it, and what is wrong with it.
    /// - Parameter stack: as it is; its parameter stays where the caller may not ask.
    func look(_ plan: StackPlan, _ own: OwnResources, stack: Stack?) async throws -> (parameters: [String: String], [ReleaseFinding]) {
        guard let github = plan.infra.github, own.count(of: NamedResource.Kind.identityProvider.type) == 0 else { return ([:], []) }
        let arn = "arn:\(client.region.partition.name):iam::\(account):oidc-provider/\(DeployerResources.issuer)"
        var found: IdentityProvider?, wasAsked = false
        let denials = try await StackGround.warnIfDenied("the identity provider of GitHub is not looked for") {
            found = try await IAMClient(client).openIDConnectProvider(arn)
            wasAsked = true
            return []
        }
        let parameter = DeployerResources.providerParameter
        guard wasAsked else {
            let former = stack?.parameters[parameter].map { [parameter: $0] } ?? [:]
            return (github.provider == .create ? former : [:], denials)
        }
        guard let found else { return ([:], github.provider == .existing ? [Self.missing] : []) }
        let findings = found.clientIDs.contains(DeployerResources.audience) ? [] : [Self.audience(arn)]
        return (github.provider == .create ? [parameter: arn] : [:], findings)
    }

    private static let missing = ReleaseFinding(
        .error, "github-provider", "the account does not know GitHub, and 'provider: existing' says that it does",
        remedy: "leave 'provider' out below 'infra: github': the stack makes the provider where there is none")

    private static func audience(_ arn: String) -> ReleaseFinding {
        let audience = DeployerResources.audience
        return ReleaseFinding(
            .error, "github-provider", "the account knows GitHub, but takes no tokens for '\(audience)'",
            why: "workflows could not take the role",
            remedy: "`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn \(arn) --client-id \(audience)`")
    }
}
