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

    private var task: RegistryTask { task(mountingFrom: []) }

    private func task(mountingFrom sources: [String]) -> RegistryTask {
        client.pushing("the blob \(blob.digest)", to: repository, mountingFrom: sources)
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

    /// Whether the registry has the blob; where it does not say, the upload will tell.
    func isPresent() async throws -> Bool { try await client.look(for: blob.digest, in: repository, task).isSuccess }

    private enum MountResult { case mounted, session(UploadSession), refused }

    /// A registry that cannot or does not want to mount opens a session instead, which is then used.
    ///
    /// Only this request asks for access to the source: who may not read there may still push here. A token service that refuses is no
    /// other than a registry that does.
    private func mount(from source: String) async throws -> MountResult {
        let task = task(mountingFrom: [source])
        let query = "mount=\(URLText.encode(blob.digest.description))&from=\(URLText.encode(source))"
        let answer: RegistryAnswer
        do { answer = try await client.answer(task, .post, "blobs/uploads/?\(query)") } catch let error as RegistryError
            where (400..<500).contains(error.status ?? 0)
        {
            return .refused
        }
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
