import Terminal

/// What a push leaves behind for programs: a line an image or a document on standard output, and files of digests.
struct PushReport {
    let outcomes: [ImagePush.Outcome]

    /// Files that the user named, as they were typed.
    struct Files {
        /// A digest a line.
        let digests: String?
        /// Repository and digest a line: what says which is which.
        let references: String?
    }

    /// Standard output comes first: what was pushed is there, whatever becomes of the files.
    /// - Throws: ``FileError``.
    func write(_ context: Context, _ files: Files) throws {
        if context.options.json {
            try StandardStream.output.write(json: PushDocument(outcomes))
        } else {
            for outcome in outcomes { StandardStream.output.write("\(outcome.job.name)\t\(outcome.job.reference)\n") }
        }
        try write(context, files.digests) { "\($0.root.digest)" }
        try write(context, files.references) { $0.reference }
    }

    private func write(_ context: Context, _ file: String?, _ line: (PushJob) -> String) throws {
        guard let file else { return }
        try ResultFile(path: context.absolute(file)).write(outcomes.map { line($0.job) + "\n" }.joined())
    }
}
