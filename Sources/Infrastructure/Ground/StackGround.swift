import AWS
import Configuration
import JSON
import Release

/// What a stack meets before it is made: asked of AWS, which changes nothing, and told all at once.
package struct StackGround: Sendable {
    let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// Looks for what would let the stack fail: its registry, its network, load
    /// balancers and certificates, names that are taken, quotas.
    ///
    /// What the caller may not ask is a warning, but for a network of which nothing is known otherwise.
    /// - Parameters:
    ///   - template: of the project.
    ///   - stack: as it is; nil when there is none yet.
    ///   - account: the caller's, twelve digits.
    /// - Throws: ``InfrastructureError`` of the file, `AWSError` when AWS does not answer.
    package func inspect(
        _ project: ProjectFile, _ template: StackTemplate, stack: Stack?, account: String
    ) async throws -> GroundReport {
        let plan = try StackPlan(project)
        let own = try await OwnResources(of: stack, CloudFormationClient(client))
        var report = GroundReport()
        let registry = RegistryInspection(region: client.region, account: account).findings(plan)
        if template.asks(for: "VpcId") { (report.parameters, report.findings) = try await network(plan, stack: stack, isNew: own.isEmpty) }
        let borrowed = try await BorrowedBalancer(
            client, plan, vpc: report.parameters["VpcId"], known: stack?.parameters ?? [:]
        ).look()
        report.parameters.merge(borrowed.parameters) { $1 }
        report.findings = registry + report.findings + borrowed.findings
        report.findings += try await PortInspection(client, own).findings(plan)
        report.findings += try await CertificateInspection(client, account: account).findings(plan)
        let provider = try await ProviderInspection(client: client, account: account).look(plan, own, stack: stack)
        report.parameters.merge(provider.parameters) { $1 }
        report.findings += provider.1
        let names = try await self.names(in: template, own, account: account, without: [.identityProvider])
        report.taken = names.taken
        report.findings += names.warnings
        report.findings += try await QuotaInspection(client).findings(template, own)
        let roles = try await LinkedRoleInspection(client: client).missing(for: plan, template, own)
        report.missingRoles = roles.0
        report.findings += roles.1
        return report
    }

    /// The parameters of the network, as far as they are known, and what is wrong with it.
    func network(_ plan: StackPlan, stack: Stack?, isNew: Bool) async throws -> (parameters: [String: String], [ReleaseFinding]) {
        try await NetworkInspection(EC2Client(client), plan: plan, region: client.region)
            .look(GivenNetwork(plan.infra.vpc, stack: stack), isNew: isNew)
    }

    /// Names of the template that something outside of the stack has.
    /// - Parameter kinds: not looked at.
    func names(
        in template: StackTemplate, _ own: OwnResources, account: String, without kinds: Set<NamedResource.Kind> = []
    ) async throws -> (taken: [TakenName], warnings: [ReleaseFinding]) {
        let names = NameInspection(client, account: account, own: template.tags)
        var taken: [TakenName] = [], warnings: [ReleaseFinding] = []
        for resource in NamedResource.all(in: template) where !own.has(resource) && !kinds.contains(resource.kind) {
            warnings += try await Self.warnIfDenied("the \(resource.kind.word) '\(resource.name)' is not looked for") {
                if let found = try await names.look(for: resource) { taken.append(found) }
                return []
            }
        }
        return (taken, warnings)
    }

    /// What `look` finds; a warning for someone who may not ask.
    static func warnIfDenied(
        isolation: isolated (any Actor)? = #isolation, _ what: String, _ look: () async throws -> [ReleaseFinding]
    ) async throws -> [ReleaseFinding] {
        do {
            return try await look()
        } catch let error as AWSError where error.isDenial {
            return [ReleaseFinding(.warning, "not-looked-at", what, why: error.summary, remedy: error.hint)]
        }
    }
}
