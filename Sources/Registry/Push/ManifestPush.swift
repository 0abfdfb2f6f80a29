import HTTP
import HTTPTypes
import OCI

/// Puts manifests and indexes into a repository, and sets tags.
struct ManifestPush: Sendable {
    let client: RegistryClient
    let repository: String

    /// Puts a document under its digest.
    /// - Returns: whether it had to be sent.
    func push(_ document: PushPlan.Document) async throws -> Bool {
        try await push(document, .digest(document.descriptor.digest))
    }

    /// Puts a document and lets `tag` stand for it.
    /// - Returns: whether that was not so before.
    /// - Throws: ``RegistryError`` `.immutableTag` when the tag stands for something else and must not be moved.
    func push(_ document: PushPlan.Document, as tag: String) async throws -> Bool {
        try await push(document, .tag(tag))
    }

    private func push(_ document: PushPlan.Document, _ name: ManifestName) async throws -> Bool {
        let task = client.pushing(Self.words(for: name, document.descriptor), to: repository)
        if try await isThere(document, name, task) { return false }
        let answer = try await client.answer(task, try await put(document, name, task))
        let digest = document.descriptor.digest
        if answer.isImmutableTag, let found = try await client.resolve(name, task)?.digest {
            // Another push of the same image may have been faster.
            if found == digest { return false }
            throw client.refusal(answer, task).adding("the tag stands for \(found), and this image is \(digest)")
        }
        guard answer.isSuccess else { throw client.refusal(answer, task) }
        if let told = answer.contentDigest.flatMap({ try? Digest($0) }), told.algorithm == digest.algorithm, told != digest {
            throw client.wrongContent(task, answer, "the registry took it for '\(told)', not '\(digest)'")
        }
        return true
    }

    /// Whether the name stands for the document already. A registry that does not say so is taken not to know it.
    private func isThere(_ document: PushPlan.Document, _ name: ManifestName, _ task: RegistryTask) async throws -> Bool {
        let answer = try await client.answer(task, try await request(.head, name, task))
        return answer.isSuccess && answer.contentDigest == document.descriptor.digest.description
    }

    private func put(_ document: PushPlan.Document, _ name: ManifestName, _ task: RegistryTask) async throws -> Request {
        var request = try await request(.put, name, task)
        request.fields[.contentType] = document.descriptor.mediaType.rawValue
        request.body = .bytes(document.bytes)
        request.patience = client.policy.patience
        return request
    }

    private func request(_ method: HTTPRequest.Method, _ name: ManifestName, _ task: RegistryTask) async throws -> Request {
        try await client.reporting(task, method) { client.manifestRequest(method, try client.address(repository, "manifests/\(name)")) }
    }

    private static func words(for name: ManifestName, _ descriptor: Descriptor) -> String {
        switch name {
        case .tag(let tag): "the tag '\(tag)'"
        case .digest(let digest): "the \(descriptor.mediaType.isIndex ? "index" : "manifest") \(digest)"
        }
    }
}
