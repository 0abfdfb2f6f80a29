import Diagnostics
import Infrastructure
import Release
import Terminal

/// What became of each part of `imgship up`, and how it is told at the end.
final class UpReport {
    var secrets: [SecretOutcome] = []
    /// Of a dry run.
    var missing: [SecretState] = []
    var stack: PlannedStack?
    var pushes: [ImagePush.Outcome] = []
    var record: ReleaseRecord?
    var release: ReleaseDocument?
    /// By service.
    var urls: [String: [String]] = [:]

    private let context: Context
    private let printsEvents: Bool

    init(context: Context, printsEvents: Bool) {
        self.context = context
        self.printsEvents = printsEvents
    }

    /// Whether everything was there before.
    private var isUnchanged: Bool {
        secrets.isEmpty && stack?.isEmpty ?? false && pushes.allSatisfy(\.hasSentNothing) && record?.outcome == .unchanged
    }

    // MARK: Ends

    /// It went well.
    func close() throws {
        if isUnchanged { context.reporter.step("nothing was changed: the stack, the images and the services are as they are wanted") }
        let outcome = isUnchanged ? ReleaseRecord.Outcome.unchanged : record?.outcome == .started ? .started : .succeeded
        if try writeDocument(outcome.rawValue) { return }
        for url in urls.sorted(by: { $0.key < $1.key }).flatMap(\.value) { StandardStream.output.write(url + "\n") }
    }

    /// It failed, or was refused.
    func close(_ error: any UserFacingError) throws {
        let outcome = release?.outcome ?? (error.exitCode == .refused ? "refused" : "failed")
        _ = try writeDocument(outcome, error)
    }

    /// It was only planned.
    func closePlan() throws { _ = try writeDocument("planned") }

    // MARK: Plans

    func show(_ stack: PlannedStack) throws {
        guard !context.options.json else { return }
        StandardStream.output.write(StackPlanText(plan: stack, hasColor: context.outputStyle.hasColor).text + "\n\n")
    }

    /// Says what stands in the way as it is now.
    func warn(_ findings: [ReleaseFinding]) {
        for finding in findings {
            let what = [finding.subject, finding.what].compactMap(\.self).joined(separator: ": ")
            context.reporter.report(.warning(Warning(what, hint: finding.remedy ?? finding.why, location: finding.location)))
        }
    }

    /// - Returns: whether standard output is for documents.
    private func writeDocument(_ outcome: String, _ error: (any UserFacingError)? = nil) throws -> Bool {
        guard context.options.json || printsEvents else { return false }
        try StandardStream.output.write(
            json: UpDocument(
                outcome: outcome, stack: stack, secrets: secrets, missing: missing, release: release, urls: urls, error: error))
        return true
    }
}

extension ImagePush.Outcome {
    /// Whether the registry had all of it.
    fileprivate var hasSentNothing: Bool { result.sent.count == 0 && result.mounted.count == 0 && result.documents.count == 0 }
}
