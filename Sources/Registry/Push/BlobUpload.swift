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
    let store: ContentStore
    /// Repositories of the same registry that may have the blob.
    let mountSources: [String]
    /// Brings the blob into the store when it has to be sent and is not there.
    let obtain: @Sendable (Descriptor) async throws -> Void
    let reporter: any Reporter

    private var task: RegistryTask {
        client.pushing("the blob \(blob.digest)", to: repository, mountingFrom: mountSources)
    }

    /// - Throws: ``RegistryError``; ``ContentError`` for a blob that the store does not have whole; `CancellationError`.
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
        if try !store.contains(blob) { try await obtain(blob) }
        return try await send(session)
    }

    /// Whether the registry has the blob. One that does not answer `HEAD` is taken not to; the upload tells then.
    private func isPresent() async throws -> Bool {
        let answer = try await client.answer(task, .head, "blobs/\(blob.digest)")
        return answer.isSuccess
    }

    private enum MountResult { case mounted, session(UploadSession), refused }

    /// A registry that cannot or does not want to mount opens a session instead, which is then used.
    private func mount(from source: String) async throws -> MountResult {
        let query = "mount=\(URLText.encode(blob.digest.description))&from=\(URLText.encode(source))"
        let answer = try await client.answer(task, .post, "blobs/uploads/?\(query)")
        switch answer.status {
        case 201: return .mounted
        case 202: return .session(try await client.reporting(task, .post) { try session(in: answer) })
        default: return .refused
        }
    }

    /// Sends the blob; each attempt is a session of its own, but for the one that a mount left open.
    private func send(_ opened: UploadSession?) async throws -> BlobOutcome {
        let identifier = "\(client.name(of: repository))@\(blob.digest)"
        reporter.report(.started(id: identifier, title: "push \(blob.digest.short)", total: blob.size))
        defer { reporter.report(.ended(id: identifier)) }
        let progress = UploadProgress(identifier, reporter)
        let steps = UploadSteps(client: client, task: task, body: StoredBlobBody(store: store, blob: blob, progress: progress))
        var unused = opened
        var isFirst = true
        var method = HTTPRequest.Method.post
        do {
            return try await client.retrying {
                progress.restart()
                method = .post
                // The blob may have arrived although its answer did not.
                if !isFirst, try await client.attemptForHead(try request(.head, "blobs/\(blob.digest)"), task.scope).isSuccess {
                    return .sent
                }
                isFirst = false
                let session = if let first = unused.take() { first } else { try await open() }
                method = .put
                try await steps.run(session)
                return .sent
            }
        } catch let error as HTTPError {
            throw RegistryError(error, task, method: method.rawValue, in: client.registry)
        }
    }

    private func open() async throws -> UploadSession {
        let answer = try await client.attemptForHead(try request(.post, "blobs/uploads/"), task.scope)
        guard answer.isSuccess else { throw client.refusal(answer, task) }
        return try session(in: answer)
    }

    private func session(in answer: RegistryAnswer) throws -> UploadSession {
        guard let session = try UploadSession(answer, client) else {
            throw client.wrongContent(task, answer, "the answer has no 'Location' to upload to")
        }
        return session
    }

    private func request(_ method: HTTPRequest.Method, _ rest: String) throws(HTTPError) -> Request {
        Request(method, try client.address(repository, rest))
    }
}
