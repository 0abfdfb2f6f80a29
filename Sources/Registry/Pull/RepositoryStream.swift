import Bytes
import Content
import HTTP
import HTTPTypes
import OCI

/// Reads one blob of a registry as it comes, verified; goes on where a broken connection left it.
///
/// The last bytes are given out only when all were right: who sends them on must not end up with a whole blob that is wrong.
actor RepositoryStream: BlobStream {
    private let client: RegistryClient
    private let blob: Descriptor
    private let task: RegistryTask
    private var body: ResponseBody?
    private var hasher: ContentHasher?
    /// How many bytes were given out.
    private var offset: Int64 = 0
    /// How many bytes of ``body`` were given out before: a registry that knows no ranges begins anew.
    private var toSkip: Int64 = 0

    init(_ blob: Descriptor, of repository: String, _ client: RegistryClient) {
        self.client = client
        self.blob = blob
        task = client.pulling("the blob \(blob.digest)", from: repository)
        hasher = ContentHasher(blob.digest.algorithm)
    }

    /// Asks for the blob, so that a refusal is known before somebody waits for the bytes.
    /// - Throws: ``RegistryError``; `CancellationError`.
    func open() async throws {
        try await reporting { try await client.retrying { try await connect() } }
    }

    /// - Throws: ``RegistryError``; `CancellationError`.
    func next() async throws -> [UInt8]? {
        guard offset < blob.size else {
            try check()
            try await expectEnd()
            return nil
        }
        var block: [UInt8] = []
        while block.isEmpty {
            try Task.checkCancellation()
            block = try await reporting { try await client.retrying { try await read() } }
        }
        offset += Int64(block.count)
        guard offset <= blob.size else { throw wrong("it has more than \(blob.size) bytes") }
        hasher?.update(block.span.bytes)
        if offset == blob.size { try check() }
        return block
    }

    /// The following bytes that were not given out; empty when all that came were.
    private func read() async throws -> [UInt8] {
        do {
            if body == nil { try await connect() }
            guard let body, let block = try await body.makeAsyncIterator().next() else {
                throw HTTPError(.truncated, client.base, message: "\(offset) of \(blob.size) bytes")
            }
            let skipped = min(toSkip, Int64(block.count))
            toSkip -= skipped
            return skipped == 0 ? block : Array(block.dropFirst(Int(skipped)))
        } catch {
            body = nil
            throw error
        }
    }

    private func connect() async throws {
        var request = Request(.get, try client.address(task.repository, "blobs/\(blob.digest)"))
        if offset > 0 { request.fields[.range] = "bytes=\(offset)-" }
        let answer = try await client.attempt(request, task.scope)
        guard answer.isSuccess else { throw client.refusal(answer, task) }
        let range = answer.head.fields[.contentRange]
        if offset > 0, answer.status == 206, range?.hasPrefix("bytes \(offset)-") == true {
            toSkip = 0
        } else if answer.status == 200 {
            if let length = answer.head.contentLength, length != blob.size { throw wrong("it has \(length) bytes, not \(blob.size)") }
            toSkip = offset
        } else {
            throw wrong("asked for the bytes from \(offset), the registry sent '\(range ?? "no range")'")
        }
        body = answer.body
    }

    private func check() throws {
        guard let hash = hasher.take()?.finish() else { return }
        let found = Digest(blob.digest.algorithm, hash: hash)
        guard found == blob.digest else { throw wrong("its bytes hash to '\(found)'") }
    }

    /// Reads the end of the answer, so that the connection can be used again.
    private func expectEnd() async throws {
        guard let body else { return }
        self.body = nil
        if let more = try? await body.makeAsyncIterator().next(), !more.isEmpty { throw wrong("it has more than \(blob.size) bytes") }
    }

    private func reporting<Success: Sendable>(_ work: () async throws -> Success) async throws -> Success {
        do { return try await work() } catch let error as HTTPError {
            throw RegistryError(error, task, method: "GET", in: client.registry)
        }
    }

    private func wrong(_ reason: String) -> RegistryError {
        RegistryError(.wrongContent, task.action, of: client.name(of: task.repository), reason: reason)
    }
}
