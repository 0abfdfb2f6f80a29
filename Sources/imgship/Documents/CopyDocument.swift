import Registry

/// What `imgship copy --json` prints.
struct CopyDocument: OutputDocument {
    let schema = 1
    let source: String
    /// Where the copy is: repository and digest, or the place on disk.
    let reference: String
    let digest: String
    let tags: [String]
    let sent: PushDocument.Amount
    let mounted: PushDocument.Amount
    let present: PushDocument.Amount
    let leftOut: PushDocument.Amount

    init(_ source: String, _ outcome: ImageCopy.Outcome<PushResult>) {
        self.source = source
        reference = outcome.reference
        digest = outcome.digest.description
        tags = outcome.tags
        sent = PushDocument.Amount(outcome.result.sent)
        mounted = PushDocument.Amount(outcome.result.mounted)
        present = PushDocument.Amount(outcome.result.present)
        leftOut = PushDocument.Amount(outcome.result.leftOut)
    }
}

/// What `imgship copy --dry-run --json` prints.
struct CopyPreviewDocument: OutputDocument {
    let schema = 1
    let source: String
    let reference: String
    let digest: String
    let tags: [PreviewDocument.Tag]
    let new: PushDocument.Amount
    let mountable: PushDocument.Amount
    let present: PushDocument.Amount
    let leftOut: PushDocument.Amount

    init(_ source: String, _ outcome: ImageCopy.Outcome<PushForecast>) {
        self.source = source
        reference = outcome.reference
        digest = outcome.digest.description
        tags = outcome.result.tags.map { PreviewDocument.Tag(tag: $0.tag, digest: $0.digest?.description) }
        new = PushDocument.Amount(outcome.result.new)
        mountable = PushDocument.Amount(outcome.result.mountable)
        present = PushDocument.Amount(outcome.result.present)
        leftOut = PushDocument.Amount(outcome.result.leftOut)
    }
}
