import HTTP
import HTTPTypes
import OCI

/// Sends the bytes of a blob into an open session and ends it, in the requests that the registry's shape asks for.
///
/// The place in the blob is known from what was sent: some registries answer a chunk with the range of an earlier one.
struct UploadSteps: Sendable {
    let client: RegistryClient
    let task: RegistryTask
    let body: StoredBlobBody

    /// The smallest chunk that is sent when several are: ECR refuses smaller ones.
    static let smallestChunk = 5 << 20
    /// The registry reads the whole blob again before it answers: it may be silent for this long.
    private static let patience = Timeouts(stall: .seconds(300))

    /// - Throws: ``HTTPError`` when another session may do better; ``RegistryError`` when none will.
    func run(_ session: UploadSession) async throws {
        switch client.policy.upload {
        case .whole: try await commit(session, .stream(body))
        case .stream: try await commit(try await patch(session, .stream(body)), .none)
        case .chunks(let size): try await commit(try await patchAll(session, size), .none)
        }
    }

    private func patchAll(_ opened: UploadSession, _ size: Int) async throws -> UploadSession {
        let size = max(size, Self.smallestChunk, opened.smallestChunk)
        var session = opened
        var reader = try await body.makeReader()
        var chunk: [UInt8] = []
        var offset: Int64 = 0
        while true {
            let block = try await reader.next()
            if let block { chunk += block }
            // A block more than a chunk is waited for, so that the last one is whole or a rest.
            while chunk.count > size || (block == nil && !chunk.isEmpty) {
                let part = Array(chunk.prefix(size))
                session = try await patch(session, .bytes(part), at: offset)
                offset += Int64(part.count)
                chunk.removeFirst(part.count)
            }
            if block == nil { return session }
        }
    }

    /// Sends bytes; the answer says where the next go.
    private func patch(_ session: UploadSession, _ bytes: RequestBody, at offset: Int64? = nil) async throws -> UploadSession {
        var request = Request(.patch, session.address, body: bytes)
        request.fields[.contentType] = "application/octet-stream"
        if let offset, case .bytes(let chunk) = bytes { request.fields[.contentRange] = "\(offset)-\(offset + Int64(chunk.count) - 1)" }
        return try UploadSession(try await step(request), client) ?? session
    }

    private func commit(_ session: UploadSession, _ bytes: RequestBody) async throws {
        let separator = session.address.query == nil ? "?" : "&"
        let address = try WebAddress("\(session.address.text)\(separator)digest=\(URLText.encode(body.blob.digest.description))")
        var request = Request(.put, address, body: bytes)
        request.fields[.contentType] = "application/octet-stream"
        request.timeouts = Self.patience
        let answer = try await step(request)
        if let told = answer.contentDigest.flatMap({ try? Digest($0) }), told.algorithm == body.blob.digest.algorithm,
            told != body.blob.digest
        {
            throw client.wrongContent(task, answer, "the registry took it for '\(told)'")
        }
    }

    /// One request of a session; it is not sent twice, since a part of it may have been taken.
    private func step(_ request: Request) async throws -> RegistryAnswer {
        let answer = try await client.attemptForHead(request, task.scope)
        if answer.isSuccess { return answer }
        let isSessionLost = answer.status == 416 || ["BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID"].contains(answer.complaint?.code)
        guard isSessionLost else { throw client.refusal(answer, task) }
        throw HTTPError(.badResponse, request.address, message: "the upload was given up: \(answer.complaint?.text ?? "\(answer.status)")")
    }
}
