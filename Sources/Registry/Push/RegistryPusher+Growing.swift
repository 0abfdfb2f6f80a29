import Content
import HTTP

extension RegistryPusher {
    /// Puts a blob into a repository while it is written, before there is an image: the push that brings the image then finds it there.
    /// - Parameter title: what is in it, for people.
    /// - Throws: ``RegistryError``; ``GrowingBlob/Abandoned`` when there is no blob in the end; `CancellationError`.
    @discardableResult
    package func push(_ blob: GrowingBlob, _ title: String, to repository: String) async throws -> BlobOutcome {
        let upload = GrowingUpload(client: client, repository: repository, blob: blob, title: title, reporter: reporter)
        let (blob, outcome) = try await upload.run()
        await ledger.arrived(blob.digest, in: repository, as: outcome)
        return outcome
    }

    /// Makes sure that a repository takes blobs from who we are: opens an upload, and gives it up.
    /// - Throws: ``RegistryError``, as a push would; `CancellationError`.
    package func checkAccess(to repository: String) async throws {
        let task = client.pushing("images", to: repository)
        let session = try await client.reporting(task, .post) { try await client.retrying { try await client.openUpload(task) } }
        await client.discard(session, task)
    }
}
