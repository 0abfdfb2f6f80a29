import AWS
import Configuration
import Diagnostics
import Infrastructure
import Release
import Terminal

/// From a file to running services: secrets, stack, images and release, each only as far as it is not there yet.
struct UpFlow {
    let context: Context
    /// Of the file; all of them when empty.
    let services: [String]
    let shipping: ShippingOptions
    let rollout: RolloutOptions

    /// Brings everything about, and says where it can be reached.
    ///
    /// Secrets come first: a secret that is missing stops it before anything was changed.
    /// - Throws: ``MissingSecrets``, and what the parts throw; said in the document before, where one is asked for.
    func bringUp() async throws {
        let report = UpReport(context: context, printsEvents: rollout.jsonLines)
        do {
            try await carryOut(report)
        } catch let error as any UserFacingError {
            try report.close(error)
            throw error
        }
        try report.close()
    }

    private func carryOut(_ report: UpReport) async throws {
        let file = try checkedFile()
        let session = try AWSSession(context)
        let asks = context.isAttended && !rollout.yes
        report.secrets = try await settlement(file, session).settle(for: services, asks: asks)
        report.stack = try await infra().bringAbout().planned
        report.pushes = try await ImageShipping(context: context, options: shipping).ship(for: services)
        report.record = try await release { flow, source in
            try await flow.release(source)
        } publish: {
            report.release = $0
        }
        report.urls = try await urls(of: file, session)
    }

    /// Says what would be done, as far as it is known before the stack is there and images are pushed.
    func plan() async throws {
        let report = UpReport(context: context, printsEvents: false)
        let file = try checkedFile()
        let session = try AWSSession(context)
        let settlement = settlement(file, session)
        report.missing = try await settlement.missing(for: services)
        let stack = try await infra().planned()
        report.stack = stack
        try report.show(stack)
        if !report.missing.isEmpty { report.warn(settlement.refusal(of: report.missing).findings) }
        if stack.isNew {
            context.reporter.step("the release is planned once the stack is there and the images are pushed")
        } else {
            try await planRelease(report)
        }
        try report.closePlan()
    }

    private func planRelease(_ report: UpReport) async throws {
        do {
            try await release { flow, source in
                try await flow.plan(source, as: .text)
            } publish: {
                report.release = $0
            }
        } catch let refusal as ReleaseRefusal {
            report.warn(refusal.findings)
        }
    }

    // MARK: Parts

    private func checkedFile() throws -> ProjectFile {
        let file = try context.projectFile()
        try ReleaseTarget(services: services).check(file)
        return file
    }

    private func settlement(_ file: ProjectFile, _ session: AWSSession) -> SecretSettlement {
        SecretSettlement(context: context, file: file, keeper: SecretKeeper(session.clients.secrets))
    }

    private func infra() async throws -> InfraFlow {
        try await InfraFlow(context, yes: rollout.yes, printsEvents: rollout.jsonLines)
    }

    private func release<Outcome>(
        _ work: (ReleaseFlow, ReleaseSource) async throws -> Outcome, publish: @escaping ReleaseFlow.Publish
    ) async throws -> Outcome {
        let target = ReleaseTarget(services: services)
        let parts = try await ReleaseScene(context: context, target: target, simulation: .playing(nil)).parts()
        var flow = ReleaseFlow(context: context, rollout: rollout, ground: parts.ground, settings: try rollout.settings())
        flow.publish = publish
        return try await work(flow, parts.source)
    }

    /// Of what users reach, by service.
    private func urls(of file: ProjectFile, _ session: AWSSession) async throws -> [String: [String]] {
        let entries = EntryServices.names(of: file.services).filter { services.isEmpty || services.contains($0) }
        guard !entries.isEmpty else { return [:] }
        let addresses = try ServiceSelection(context, .ofFile, session).many(entries)
        let found = try await StatusReader(session.clients, reporter: context.reporter).read(addresses)
        return Dictionary(found.map { ($0.address.name, $0.found?.urls ?? []) }, uniquingKeysWith: +).filter { !$0.value.isEmpty }
    }
}
