import AWS
import Configuration
import JSON
import Release

/// What a stack meets before it is made: asked of AWS, which changes nothing, and told all at once.
package struct StackGround: Sendable {
    let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// Looks for what would let the stack fail: its network, certificates, names that are taken, quotas.
    ///
    /// What the caller may not ask is a warning, but for a network of which nothing is known otherwise.
    /// - Parameters:
    ///   - stack: as it is; nil when there is none yet.
    ///   - account: the caller's, twelve digits.
    /// - Throws: ``InfrastructureError`` of the file, `AWSError` when AWS does not answer.
    package func inspect(_ project: ProjectFile, stack: Stack?, account: String) async throws -> GroundReport {
        let template = try Infrastructure.template(of: project)
        let plan = try StackPlan(project)
        let own = try await OwnResources(of: stack, CloudFormationClient(client))
        var report = GroundReport()
        if template.asks(for: "VpcId") {
            let network = NetworkInspection(EC2Client(client), plan: plan, region: client.region)
            let given = GivenNetwork(plan.infra.vpc, stack: stack)
            (report.parameters, report.findings) = try await network.look(given, isNew: own.isEmpty)
        }
        report.findings += try await CertificateInspection(client, account: account).findings(plan)
        let names = NameInspection(client, account: account, own: template.tags)
        for resource in NamedResource.all(in: template) where !own.has(resource) {
            report.findings += try await Self.warnIfDenied("the \(resource.kind.word) '\(resource.name)' is not looked for") {
                if let taken = try await names.look(for: resource) { report.taken.append(taken) }
                return []
            }
        }
        report.findings += try await QuotaInspection(client).findings(template, own)
        return report
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
