import Bytes
import Terminal

/// What a push leaves behind for programs: a line an image or a document on standard output, and a file of digests.
struct PushReport {
    let outcomes: [ImagePush.Outcome]

    /// - Parameter digestFile: as it was typed.
    /// - Throws: ``FileError``.
    func write(_ context: Context, digestFile: String?) throws {
        if let digestFile {
            let digests = outcomes.map { "\($0.job.root.digest)\n" }.joined()
            try FileContent.replace(
                context.absolute(digestFile), with: Array(digests.utf8), permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
        }
        if context.options.json { return try StandardStream.output.write(json: PushDocument(outcomes)) }
        for outcome in outcomes { StandardStream.output.write("\(outcome.job.name)\t\(outcome.job.reference)\n") }
    }
}
