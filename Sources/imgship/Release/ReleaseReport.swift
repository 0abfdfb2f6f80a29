import Bytes
import Configuration
import Diagnostics
import JSON
import Release
import SystemPackage
import Terminal

/// What a release leaves behind: lines or a document on standard output, Markdown, and files of post-mortems.
final class ReleaseReport {
    private let context: Context
    private let ground: ReleaseGround
    private let printsEvents: Bool
    private let markdownFile: String?
    private let publish: ReleaseFlow.Publish
    /// What was planned, as far as it came to that.
    var plan: PreparedRelease?
    var wayBack: RollbackPlan?

    init(context: Context, ground: ReleaseGround, printsEvents: Bool, markdownFile: String?, publish: @escaping ReleaseFlow.Publish) {
        self.context = context
        self.ground = ground
        self.printsEvents = printsEvents
        self.markdownFile = markdownFile
        self.publish = publish
    }

    // MARK: Ends

    /// It went well.
    func close(_ record: ReleaseRecord) throws {
        try writeMarkdown(outcome: ReleaseMarkdown.Outcome(record))
        if try writeDocument({ document(outcome: record.outcome.rawValue, record: record) }) { return }
        for service in record.services { StandardStream.output.write(line(of: service) + "\n") }
    }

    /// It was refused before anything was changed.
    func close(_ refusal: ReleaseRefusal) throws {
        try writeMarkdown(outcome: ReleaseMarkdown.Outcome(refusal))
        _ = try writeDocument { document(outcome: "refused", error: refusal, findings: refusal.findings) }
    }

    /// It failed; what is known of why is kept on disk: ECS forgets it within an hour.
    func close(_ failure: ReleaseFailure) throws {
        let archive = PostMortemArchive(directory: context.storePath, isSimulated: ground.isSimulated)
        let files = failure.postMortems.map { found -> String? in
            do {
                let file = try archive.save(found)
                say("post-mortem of '\(found.service)' kept in \(context.shown(file))")
                return context.shown(file)
            } catch {
                context.reporter.warn(
                    "the post-mortem of '\(found.service)' is not kept: \((error as? any UserFacingError)?.summary ?? "\(error)")")
                return nil
            }
        }
        try writeMarkdown(outcome: ReleaseMarkdown.Outcome(failure))
        _ = try writeDocument {
            document(
                outcome: failure.record.outcome.rawValue, record: failure.record, error: failure,
                postMortems: zip(failure.postMortems, files).map { ReleaseDocument.Found(postMortem: $0, file: $1) })
        }
    }

    // MARK: Forms

    func document(
        outcome: String, record: ReleaseRecord? = nil, error: (any UserFacingError)? = nil, findings: [ReleaseFinding]? = nil,
        postMortems: [ReleaseDocument.Found] = []
    ) -> ReleaseDocument {
        ReleaseDocument(
            outcome: outcome, simulation: ground.simulation?.name, record: record, plan: plan, wayBack: wayBack,
            findings: findings ?? plan?.warnings ?? [], error: error, postMortems: postMortems)
    }

    func markdown(outcome: ReleaseMarkdown.Outcome?) -> String {
        ReleaseMarkdown(plan: plan?.plan, outcome: outcome, simulation: ground.simulation).text
    }

    /// Writes the file that was asked for, and the summary of a job on GitHub.
    func writeMarkdown(outcome: ReleaseMarkdown.Outcome?) throws {
        let text = Array(markdown(outcome: outcome).utf8)
        if let markdownFile {
            try FileContent.replace(
                context.absolute(markdownFile), with: text, permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
        }
        guard context.isCI, let path = context.variable("GITHUB_STEP_SUMMARY") else { return }
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            _ = try file.closeAfter { try file.writeAll(text) }
        } catch let error as Errno {
            // What the job shows must not decide how it ends.
            context.reporter.warn("the summary of the job is not written to '\(path)': \(error)")
        }
    }

    /// - Returns: whether standard output is for documents.
    private func writeDocument(_ make: () -> ReleaseDocument) throws -> Bool {
        guard context.options.json || printsEvents else { return false }
        try publish(make())
        return true
    }

    /// `backend<TAB>arn:aws:ecs:...<TAB>REPOSITORY@sha256:...`; what was only played says so in a column of its own.
    private func line(of service: ReleaseRecord.Entry) -> String {
        let images = service.images.sorted { $0.key < $1.key }.map { ReleaseDocument.withoutTag($0.value) }
        let columns = [service.name, service.revision ?? "-", images.isEmpty ? "-" : images.joined(separator: ",")]
        return (columns + (ground.isSimulated ? ["simulation"] : [])).joined(separator: "\t")
    }

    private func say(_ line: String) { context.reporter.step(ground.isSimulated ? RolloutView.mark + line : line) }
}
