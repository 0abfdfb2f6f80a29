import AWS
import Diagnostics
import HTTP
import Infrastructure
import Terminal

/// The verbs of a stack from the command line: what is shown, what is asked, and what is told at the end.
struct InfraFlow {
    private let context: Context
    private let yes: Bool
    private let printsEvents: Bool
    private let view: StackView
    private let engine: StackEngine

    /// - Parameters:
    ///   - yes: whether every question is answered with yes.
    ///   - printsEvents: whether each event is a line of JSON on standard output.
    init(_ context: Context, yes: Bool = false, printsEvents: Bool = false) async throws {
        self.context = context
        self.yes = yes
        self.printsEvents = printsEvents
        let project = try context.projectFile()
        let template = try Infrastructure.template(of: project, read: context.definition)
        for warning in template.warnings { context.reporter.warn(warning) }
        let session = try AWSSession(context)
        let account = try await TokenService(session.client).callerIdentity().account
        let clock = session.clock
        let view = StackView(
            try StackIdentity(of: project).name, style: context.errorStyle, printsEvents: printsEvents,
            now: { Double(clock.secondsSince1970()) })
        var ticking = clock
        ticking.sleep = { duration in
            try await clock.sleep(duration)
            // The tree's time goes on while nothing happens.
            view.tick()
        }
        self.view = view
        engine = try StackEngine(
            project, template, session.client, account: account, clock: ticking, reporter: view, observe: { view.observe($0) })
    }

    // MARK: Verbs

    /// Shows what would change.
    func plan(_ format: PlanFormat) async throws {
        let planned: PlannedStack
        do {
            planned = try await self.planned()
        } catch {
            throw try closed(error)
        }
        switch context.options.json ? .json : format {
        case .text:
            StandardStream.output.write(StackPlanText(plan: planned, hasColor: context.outputStyle.hasColor).text + "\n")
        case .json: try StandardStream.output.write(json: StackDocument(fields: planned.json))
        case .markdown: StandardStream.output.write(StackPlanMarkdown(plan: planned).text)
        }
    }

    /// How a plan is printed.
    enum PlanFormat: String, CaseIterable {
        case text, json, markdown
    }

    /// Brings the stack to what the file says.
    /// - Parameter skipped: logical ids that are left as they are where an update has to be taken back first.
    func apply(skipping skipped: [String]) async throws {
        do {
            let applied = try await bringAbout(skipping: skipped)
            if wantsDocument { return try StandardStream.output.write(json: StackDocument(applied)) }
            for (name, value) in applied.outputs.sorted(by: { $0.key < $1.key }) { StandardStream.output.write("\(name)\t\(value)\n") }
        } catch {
            throw try closed(error)
        }
    }

    /// Deletes the stack.
    func destroy(_ wish: DestructionWish) async throws {
        let engine = engine, consent = consent
        do {
            let gone = try await Interrupt.cancels { try await engine.destroy(wish, consent: consent) }
            view.finish()
            if gone.isEmpty { tell("there is no stack '\(gone.stack)': nothing to delete") }
            if wantsDocument { try StandardStream.output.write(json: StackDocument(gone)) }
        } catch {
            throw try closed(error)
        }
    }

    // MARK: Steps

    /// What would change, with a word about what is doubtful.
    func planned() async throws -> PlannedStack {
        let engine = engine
        let planned = try await Interrupt.cancels { try await engine.plan() }
        warn(planned)
        return planned
    }

    /// As ``apply(skipping:)``, without results on standard output.
    func bringAbout(skipping skipped: [String] = []) async throws -> AppliedStack {
        let engine = engine, consent = consent
        defer { view.finish() }
        let applied = try await Interrupt.cancels { try await engine.apply(skipping: skipped, consent: consent) }
        view.finish()
        if applied.planned.isEmpty { tell(StackPlanText(plan: applied.planned, hasColor: false).text) }
        return applied
    }

    // MARK: Questions

    private var consent: StackConsent {
        let flow = self
        return { question in try flow.ask(question) }
    }

    private func ask(_ question: StackQuestion) throws {
        view.finish()
        let hasColor = context.errorStyle.hasColor
        switch question {
        case .carryOut(let planned):
            warn(planned)
            tell(StackPlanText(plan: planned, hasColor: hasColor).text)
            try Confirmation.ask(planned.isNew ? "make this?" : "change this?", yes: yes, hint: Self.hint)
        case .deleteRemains(let status):
            tell("the stack '\(engine.identity.name)' is in \(status): it can only be deleted, and made anew")
            try Confirmation.ask("delete what is left of it?", yes: yes, hint: Self.hint)
        case .goOnTakingBack(let skipped):
            let skipping = skipped.isEmpty ? "" : ", without \(skipped.joined(separator: ", "))"
            tell("the stack '\(engine.identity.name)' is between two states: its last update must be taken back first\(skipping)")
            try Confirmation.ask("go on with taking it back?", yes: yes, hint: Self.hint)
        case .destroy(let destruction):
            tell(DestructionText(destruction: destruction, hasColor: hasColor).text)
            try Confirmation.type(destruction.stack, to: "delete it", yes: yes, hint: Self.hint)
        }
    }

    private static let hint = "say --yes, or look first with `imgship infra plan`"

    // MARK: Words

    private var wantsDocument: Bool { context.options.json || printsEvents }

    /// The error, once the tree is away and, for programs, the document is out.
    private func closed(_ error: any Error) throws -> any Error {
        view.finish()
        guard wantsDocument else { return error }
        if let failure = error as? StackFailure {
            try StandardStream.output.write(json: StackDocument(failure))
        } else if let refusal = error as? any UserFacingError, refusal.exitCode == .refused {
            try StandardStream.output.write(json: StackDocument(refusal, stack: engine.identity.name))
        }
        return error
    }

    private func warn(_ planned: PlannedStack) {
        for finding in planned.warnings {
            view.report(.warning(Warning(finding.what, hint: finding.remedy ?? finding.why, location: finding.location)))
        }
    }

    /// A block of lines for people, with an empty one behind it.
    private func tell(_ text: String) {
        guard context.errorStyle.amount != .quiet else { return }
        StandardStream.error.write(text + "\n\n")
    }
}
