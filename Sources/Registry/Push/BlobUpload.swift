import Content
import Diagnostics
import HTTP
import HTTPTypes
import OCI

/// How a blob came to be in the repository.
package enum BlobOutcome: Hashable, Sendable {
    case present
    case mounted
    case sent
}

/// Puts one blob into a repository: looks whether it is there, has it mounted from another repository, or sends it.
struct BlobUpload: Sendable {
    let client: RegistryClient
    let repository: String
    let blob: Descriptor
    /// Its bytes, for when they have to be sent.
    let content: any UploadContent
    /// Repositories of the same registry that may have the blob.
    let mountSources: [String]
    let reporter: any Reporter

    private var task: RegistryTask {
        client.pushing("the blob \(blob.digest)", to: repository, mountingFrom: mountSources)
    }

    /// - Throws: ``RegistryError``; ``ContentError`` for a blob that its source does not have whole; `CancellationError`.
    func run() async throws -> BlobOutcome {
        if try await isPresent() { return .present }
        var session: UploadSession?
        for source in mountSources {
            switch try await mount(from: source) {
            case .mounted: return .mounted
            case .session(let opened): session = opened
            case .refused: continue
            }
            if session != nil { break }
        }
        return try await send(session)
    }

    /// Whether the registry has the blob.
    ///
    /// One that answers a `HEAD` with neither yes nor no is asked for a byte; if that says nothing either, the upload tells.
    func isPresent() async throws -> Bool {
        if !client.habits.hidesBlobs {
            let answer = try await client.answer(task, .head, "blobs/\(blob.digest)")
            if answer.isSuccess || answer.status == 404 { return answer.isSuccess }
            client.habits.noteHiddenBlobs()
        }
        var request = try await client.reporting(task, .get) { Request(.get, try client.address(repository, "blobs/\(blob.digest)")) }
        request.fields[.range] = "bytes=0-0"
        return try await client.answer(task, request).isSuccess
    }

    private enum MountResult { case mounted, session(UploadSession), refused }

    /// A registry that cannot or does not want to mount opens a session instead, which is then used.
    private func mount(from source: String) async throws -> MountResult {
        let query = "mount=\(URLText.encode(blob.digest.description))&from=\(URLText.encode(source))"
        let answer = try await client.answer(task, .post, "blobs/uploads/?\(query)")
        switch answer.status {
        case 201: return .mounted
        case 202: return .session(try await client.reporting(task, .post) { try client.session(in: answer, task) })
        default: return .refused
        }
    }

    private func send(_ opened: UploadSession?) async throws -> BlobOutcome {
        let identifier = "\(client.name(of: repository))@\(blob.digest)"
        reporter.report(.started(id: identifier, title: "push \(blob.digest.short)", total: blob.size))
        defer { reporter.report(.ended(id: identifier)) }
        let body = BlobBody(content, UploadProgress(identifier, reporter))
        try await BlobSending(client: client, task: task, body: body).run(opened)
        return .sent
    }
}
