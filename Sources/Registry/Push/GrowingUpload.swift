import Content
import Diagnostics
import OCI

/// Puts a blob into a repository while it is written.
///
/// The disk lies between: a slow registry does not hold up the writer, and what a broken connection lost is sent again. A small blob, and
/// one for a registry that wants to be told lengths, is waited for and then put as any other.
struct GrowingUpload: Sendable {
    let client: RegistryClient
    let repository: String
    let blob: GrowingBlob
    /// What is in it, for people: `python: numpy 2.4.6`.
    let title: String
    let reporter: any Reporter

    /// In bytes. Below it the time that is won is not worth that the registry may turn out to have the blob.
    static let leastSize: Int64 = 1 << 20

    /// - Throws: ``RegistryError``; ``GrowingBlob/Abandoned`` when there is no blob in the end; `CancellationError`.
    func run() async throws -> (blob: BlobIdentity, outcome: BlobOutcome) {
        let isEnded = try await blob.grown(to: Self.leastSize) != nil
        if isEnded || client.uploadShape == .whole || client.habits.wantsLengths {
            let known = try await blob.finished()
            return (known, try await client.uploads.run { try await upload(known).run() })
        }
        return try await client.uploads.run {
            let outcome = try await send()
            return (try await blob.finished(), outcome)
        }
    }

    private func upload(_ known: BlobIdentity) -> BlobUpload {
        BlobUpload(
            client: client, repository: repository, blob: Descriptor(mediaType: .layer, digest: known.digest, size: known.size),
            content: blob, mountSources: [], reporter: reporter)
    }

    private func send() async throws -> BlobOutcome {
        let identifier = "\(client.name(of: repository))@\(title)"
        reporter.report(.started(id: identifier, title: "push \(title)", total: nil))
        defer { reporter.report(.ended(id: identifier)) }
        let progress = UploadProgress(identifier, reporter)
        let sending = BlobSending(
            client: client, task: client.pushing("the layer '\(title)'", to: repository), body: BlobBody(blob, progress),
            givesUpSessions: true)
        return try await withThrowingTaskGroup(of: BlobOutcome?.self) { group in
            group.addTask {
                try await sending.run(nil)
                return .sent
            }
            group.addTask { try await isPresent(progress) ? .present : nil }
            while let found = try await group.next() {
                guard let outcome = found else { continue }
                // What is not wanted any more ends before the next blob is taken on.
                group.cancelAll()
                while await group.nextResult() != nil {}
                return outcome
            }
            throw CancellationError()
        }
    }

    /// Whether the registry turns out to have the blob, once it is known what it is, and before all of it is sent.
    private func isPresent(_ progress: UploadProgress) async throws -> Bool {
        let known = try await blob.finished()
        // Only saves something; what is wrong with the registry the upload will tell.
        guard progress.count < known.size, (try? await upload(known).isPresent()) == true else { return false }
        // With all of it sent, it could be this very upload that was found.
        return progress.count < known.size
    }
}
