import HTTP
import HTTPTypes
import OCI

/// Sends the bytes of a blob that an open session lacks and ends it, in the requests of one shape.
///
/// The place in the blob is known from what was sent: some registries answer a chunk with the range of an earlier one.
struct UploadSteps: Sendable {
    let client: RegistryClient
    let task: RegistryTask
    let body: BlobBody
    let shape: UploadShape

    /// The registry takes the blob, but not in this shape.
    struct WrongShape: Error {
        let next: UploadShape
        /// What to say when there were too many changes.
        let refusal: RegistryError
    }

    /// The registry does not take a body whose length it is not told.
    struct LengthWanted: Error {}

    /// - Parameter position: moves with every request that is answered well, for who goes on after a failure.
    /// - Throws: ``HTTPError`` when another attempt may do better; ``WrongShape``; ``LengthWanted``; ``RegistryError`` when none will.
    func run(_ position: inout UploadPosition) async throws {
        switch shape {
        case .whole:
            try await commit(&position, withRest: true)
        case .stream:
            let rest = body.rest(from: position.offset)
            if rest.length != 0 || position.offset == 0 { try await patch(&position, .stream(rest), size: rest.length) }
            try await commit(&position, withRest: false)
        case .chunks(let size):
            try await patchAll(&position, max(size, position.session.smallestChunk))
            try await commit(&position, withRest: false)
        }
    }

    private func patchAll(_ position: inout UploadPosition, _ size: Int) async throws {
        var reader = try await body.rest(from: position.offset).makeReader()
        var chunk: [UInt8] = []
        while true {
            let block = try await reader.next()
            if let block { chunk += block }
            // A block more than a chunk is waited for, so that the last one is whole or a rest.
            while chunk.count > size || (block == nil && !chunk.isEmpty) {
                let part = Array(chunk.prefix(size))
                try await patch(&position, .bytes(part), size: Int64(part.count), isChunk: true)
                chunk.removeFirst(part.count)
            }
            if block == nil { return }
        }
    }

    /// Sends bytes; the answer says where the next go.
    /// - Parameter size: of them; nil for all of a blob that is being written.
    private func patch(_ position: inout UploadPosition, _ bytes: RequestBody, size: Int64?, isChunk: Bool = false) async throws {
        var request = Request(.patch, position.session.address, body: bytes)
        request.fields[.contentType] = "application/octet-stream"
        // Registries that know one PATCH alone refuse to be told its range; and a range without an end cannot be told.
        if let size, isChunk || position.offset > 0 {
            request.fields[.contentRange] = "\(position.offset)-\(position.offset + size - 1)"
        }
        let answer = try await step(request, &position)
        position.session = try UploadSession(answer, client) ?? position.session
        position.offset = if let size { position.offset + size } else { try await body.content.finished().size }
    }

    private func commit(_ position: inout UploadPosition, withRest: Bool) async throws {
        let blob = try await body.content.finished()
        let open = position.session.address
        let address = try WebAddress(
            open.text + (open.query == nil ? "?" : "&") + "digest=\(URLText.encode(blob.digest.description))")
        var request = Request(.put, address, body: withRest ? .stream(body.rest(from: position.offset)) : .none)
        request.fields[.contentType] = "application/octet-stream"
        if withRest, position.offset > 0 { request.fields[.contentRange] = "\(position.offset)-\(blob.size - 1)" }
        let answer = try await step(request, &position)
        if let told = answer.contentDigest.flatMap({ try? Digest($0) }), told.algorithm == blob.digest.algorithm, told != blob.digest {
            throw client.wrongContent(task, answer, "the registry took it for '\(told)'")
        }
    }

    /// One request of a session; it is not sent twice, since a part of it may have been taken.
    private func step(_ request: Request, _ position: inout UploadPosition) async throws -> RegistryAnswer {
        var request = request
        request.patience = client.policy.patience
        let answer = try await client.attemptForHead(request, task.scope)
        if answer.isSuccess { return answer }
        let code = answer.complaint?.code
        if [400, 411, 501].contains(answer.status), case .stream(let source) = request.body, source.length == nil { throw LengthWanted() }
        if answer.status == 416 || code == "BLOB_UPLOAD_UNKNOWN" || code == "BLOB_UPLOAD_INVALID" {
            if let session = try UploadSession(answer, client) { position.session = session }
            position.told = answer.uploadedSize
            let words = answer.complaint?.text ?? "\(answer.status)"
            throw HTTPError(.badResponse, request.address, message: "the upload was given up: \(words)")
        }
        // With a code that names something else, it is not the method that is unknown.
        let isMethodUnknown = answer.status == 405 || code == nil || code == "UNSUPPORTED"
        if answer.status == 413 || (request.method == .patch && isMethodUnknown), let next = shape.fallback(after: answer.status) {
            throw WrongShape(next: next, refusal: client.refusal(answer, task))
        }
        throw client.refusal(answer, task)
    }
}
