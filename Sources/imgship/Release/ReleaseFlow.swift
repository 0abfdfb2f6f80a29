import Configuration
import Diagnostics
import Release
import Terminal

/// A release from the command line: plan, question, rollout, and what is told at its end.
struct ReleaseFlow {
    let context: Context
    let rollout: RolloutOptions
    let ground: ReleaseGround
    let settings: ReleaseSettings
    /// Takes the document at the end, where one is asked for.
    var publish: Publish = { try StandardStream.output.write(json: $0) }

    typealias Publish = (ReleaseDocument) throws -> Void

    /// How the plan of a dry run is printed.
    enum PlanFormat: String, CaseIterable {
        case text, json, markdown
    }

    // MARK: Verbs

    /// Plans, asks, and carries out.
    /// - Throws: ``ReleaseRefusal``, ``ReleaseFailure``, and what keeps a release from being planned; said in documents before.
    @discardableResult func release(_ source: ReleaseSource) async throws -> ReleaseRecord {
        try await labelling { try await carryOut(source) }
    }

    private func carryOut(_ source: ReleaseSource) async throws -> ReleaseRecord {
        let report = report()
        let prepared = try await prepared(source, report)
        tell(prepared.warnings.map(\.text).joined(separator: "\n"))
        tell(prepared.text)
        if !prepared.changesNothing { try ask("release this?") }
        report.plan = prepared
        let wayBack: WayBack = { releaser, record in await releaser.takeBack(prepared, record) }
        return try await carryOut(report, prepared.plan.services.map(\.name), wayBack) { try await $0.carryOut(prepared) }
    }

    /// Plans, and prints the plan.
    func plan(_ source: ReleaseSource, as format: PlanFormat) async throws {
        try await labelling { try await printPlan(of: source, as: format) }
    }

    private func printPlan(of source: ReleaseSource, as format: PlanFormat) async throws {
        let report = report()
        let prepared = try await prepared(source, report)
        report.plan = prepared
        tell(prepared.warnings.map(\.text).joined(separator: "\n"))
        switch context.options.json ? .json : format {
        case .text: StandardStream.output.write((ground.isSimulated ? prepared.text.marked(with: RolloutView.mark) : prepared.text) + "\n")
        case .json: try publish(report.document(outcome: "planned"))
        case .markdown: StandardStream.output.write(report.markdown(outcome: nil))
        }
        try report.writeMarkdown(outcome: nil)
    }

    /// Picks up what services are doing.
    func follow(_ source: ReleaseSource) async throws {
        let addresses = try await source.addresses(with: releaser(nil))
        try await carryOut(report(), addresses.map(\.name), Self.followed) { try await $0.follow(addresses) }
    }

    /// Continues what waits at a pause, and follows it.
    func goOn(_ source: ReleaseSource) async throws {
        let addresses = try await source.addresses(with: releaser(nil))
        try await carryOut(report(), addresses.map(\.name), Self.followed) { try await $0.goOn(addresses) }
    }

    private static let followed: WayBack = { releaser, record in try await releaser.takeBack(followed: record) }

    /// Goes back to what ran well before, or to one revision.
    func rollBack(_ addresses: [ServiceAddress], to revision: String?, _ scope: RollbackScope, isDry: Bool) async throws {
        try await labelling { try await goBack(addresses, to: revision, scope, isDry: isDry) }
    }

    private func goBack(_ addresses: [ServiceAddress], to revision: String?, _ scope: RollbackScope, isDry: Bool) async throws {
        let plan = try await releaser(nil).prepareRollback(addresses, to: revision, scope)
        let report = report()
        report.wayBack = plan
        if isDry {
            if context.options.json { return try StandardStream.output.write(json: report.document(outcome: "planned")) }
            return StandardStream.output.write((ground.isSimulated ? plan.text.marked(with: RolloutView.mark) : plan.text) + "\n")
        }
        tell(plan.text)
        if !plan.isEmpty { try ask("roll back?") }
        try await carryOut(report, addresses.map(\.name), nil) { try await $0.carryOut(plan) }
    }

    /// Carries out a release that nobody is told of: what a simulation of the way back begins with.
    func releaseSilently(_ source: ReleaseSource) async throws {
        let releaser = releaser(nil)
        _ = try await releaser.carryOut(try await source.prepare(with: releaser))
    }

    // MARK: Steps

    /// - Parameter view: what shows events; nil where there is nothing to be seen yet.
    func releaser(_ view: RolloutView?) -> Releaser {
        var clock = ground.clock
        let sleep = clock.sleep
        // The table's time goes on while nothing happens.
        clock.sleep = { duration in
            try await sleep(duration)
            view?.tick()
        }
        var settings = settings
        // Nobody could continue later what is only played.
        if ground.isSimulated { settings.pauses = .goOn }
        return Releaser(ground.clients, images: ground.images, settings: settings, clock: clock, reporter: view ?? context.reporter) {
            view?.observe($0)
        }
    }

    private func prepared(_ source: ReleaseSource, _ report: ReleaseReport) async throws -> PreparedRelease {
        do {
            return try await source.prepare(with: releaser(nil))
        } catch let refusal as ReleaseRefusal {
            try report.close(refusal)
            throw refusal
        }
    }

    /// Takes back what was interrupted; says how everything is then.
    private typealias WayBack = @Sendable (Releaser, ReleaseRecord) async throws -> ReleaseFailure

    /// - Parameter wayBack: nil for what is a way back itself.
    @discardableResult private func carryOut(
        _ report: ReleaseReport, _ services: [String], _ wayBack: WayBack?,
        _ work: @escaping @Sendable (Releaser) async throws -> ReleaseRecord
    ) async throws -> ReleaseRecord {
        let start = ground.clock.elapsed(), clock = ground.clock
        let view = RolloutView(
            services, style: context.errorStyle, isSimulated: ground.isSimulated, printsEvents: rollout.jsonLines,
            elapsed: { clock.elapsed() - start })
        let releaser = releaser(view)
        let question = RolloutQuestion(view: view, isAttended: context.isAttended, offersWayBack: wayBack != nil)
        var end = await Self.end { try await Interrupt.cancels(unless: question.goesOn) { try await work(releaser) } }
        question.settle()
        view.finish()
        if question.wantsWayBack, let wayBack, let record = try Self.undone(end) {
            tell("stops, and goes back")
            end = .failure(try await wayBack(releaser, record))
            view.finish()
        }
        switch end {
        case .success(let record):
            await ground.marks?.mark(record)
            try report.close(record)
            return record
        case .failure(let failure as ReleaseFailure):
            try report.close(failure)
            throw failure
        case .failure(let error): throw error
        }
    }

    private static func end(_ work: () async throws -> ReleaseRecord) async -> Result<ReleaseRecord, any Error> {
        do { return .success(try await work()) } catch { return .failure(error) }
    }

    /// What there is to take back: nothing of what has failed, which is back already, or out of reach.
    private static func undone(_ end: Result<ReleaseRecord, any Error>) throws -> ReleaseRecord? {
        switch end {
        case .success(let record): return record
        case .failure(let failure as ReleaseFailure): return failure.code == .interrupted ? failure.record : nil
        case .failure(let error): throw error
        }
    }

    private func ask(_ question: String) throws {
        // In CI nobody is there to ask, and the plan was looked at in the pull request; a simulation changes nothing.
        if ground.isSimulated || !context.isAttended { return }
        try Confirmation.ask(question, yes: rollout.yes)
    }

    // MARK: Words

    private func report() -> ReleaseReport {
        ReleaseReport(context: context, ground: ground, printsEvents: rollout.jsonLines, markdownFile: rollout.markdown, publish: publish)
    }

    private func announce() {
        if let simulation = ground.simulation, context.errorStyle.amount != .quiet {
            StandardStream.error.write(simulation.notice + "\n\n")
        }
    }

    /// A block of lines for people, with an empty one behind it.
    private func tell(_ text: String) {
        guard !text.isEmpty, context.errorStyle.amount != .quiet else { return }
        StandardStream.error.write((ground.isSimulated ? text.marked(with: RolloutView.mark) : text) + "\n\n")
    }

    /// Does the work of a verb; what it fails with says so when it was only played.
    private func labelling<Outcome>(_ work: () async throws -> Outcome) async throws -> Outcome {
        announce()
        do {
            return try await work()
        } catch let error as any UserFacingError {
            throw ground.isSimulated ? SimulatedError(error: error) : error
        }
    }
}

/// What a simulation ended with: no one is to take it for what really happened.
struct SimulatedError: UserFacingError {
    let error: any UserFacingError

    var summary: String { "simulation: \(error.summary)" }
    var reason: String? { error.reason }
    var hint: String? { error.hint }
    var location: SourceLocation? { error.location }
    var exitCode: ExitCode { error.exitCode }
}
