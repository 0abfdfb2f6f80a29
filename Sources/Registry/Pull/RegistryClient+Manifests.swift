import Bytes
import HTTP
import HTTPTypes
import OCI

/// A manifest or index as the registry gave it, verified.
package struct FetchedManifest: Sendable {
    package internal(set) var descriptor: Descriptor
    /// To the byte what ``descriptor`` names.
    package let bytes: [UInt8]
    package let manifest: Manifest
}

/// A manifest's place in a repository.
package enum ManifestName: Hashable, Sendable, CustomStringConvertible {
    case tag(String)
    case digest(Digest)

    package init(_ reference: ImageReference) {
        self = reference.digest.map { .digest($0) } ?? .tag(reference.target)
    }

    package var description: String {
        switch self {
        case .tag(let tag): tag
        case .digest(let digest): digest.description
        }
    }

    var digest: Digest? {
        if case .digest(let digest) = self { digest } else { nil }
    }
}

extension RegistryClient {
    private static let accepted = [MediaType.index, .manifest, .dockerManifestList, .dockerManifest]

    /// Gets a manifest or an index.
    /// - Throws: ``RegistryError`` `.notFound`, `.tooLarge` (beyond 4 MiB), `.wrongContent`, and what access and connection bring;
    ///   ``OCIError`` `.invalidDocument`.
    package func manifest(_ name: ManifestName, in repository: String) async throws -> FetchedManifest {
        try await asking(mirrorsFor: repository) { client, repository in try await client.ownManifest(name, in: repository) }
    }

    /// As ``manifest(_:in:)``, without asking the mirrors.
    func ownManifest(_ name: ManifestName, in repository: String) async throws -> FetchedManifest {
        let task = pulling("the manifest '\(name)'", from: repository)
        let (answer, bytes) = try await reporting(task, .get) {
            let request = manifestRequest(.get, try address(repository, "manifests/\(name)"))
            return try await retrying {
                let answer = try await attempt(request, task.scope)
                return (answer, answer.isSuccess ? try await answer.body.collect(limit: CanonicalJSON.defaultLimit) : [])
            }
        }
        guard answer.isSuccess else { throw refusal(answer, task) }
        return try verified(bytes, answer, name, task)
    }

    /// What a tag stands for; nil when there is no such tag (or repository).
    ///
    /// A `HEAD`; where the registry does not answer that well, the manifest itself: a refused `HEAD` does not say why.
    package func resolve(_ name: ManifestName, in repository: String) async throws -> Descriptor? {
        try await asking(mirrorsFor: repository, until: { $0 != nil }) { client, repository in
            try await client.resolve(name, client.pulling("the manifest '\(name)'", from: repository))
        }
    }

    /// As ``resolve(_:in:)``, without asking the mirrors.
    func resolve(_ name: ManifestName, _ task: RegistryTask) async throws -> Descriptor? {
        let request = try await reporting(task, .head) { manifestRequest(.head, try address(task.repository, "manifests/\(name)")) }
        let answer = try await answer(task, request)
        if answer.isSuccess, let digest = answer.contentDigest.flatMap({ try? Digest($0) }), let type = Self.mediaType(answer.head),
            let size = answer.head.contentLength, size >= 0, name.digest == nil || name.digest == digest
        {
            return Descriptor(mediaType: type, digest: digest, size: size)
        }
        do { return try await ownManifest(name, in: task.repository).descriptor } catch let error as RegistryError
            where error.code == .notFound || error.code == .missingRepository
        {
            return nil
        }
    }

    func manifestRequest(_ method: HTTPRequest.Method, _ address: WebAddress) -> Request {
        var request = Request(method, address)
        request.fields[.accept] = Self.accepted.map(\.rawValue).joined(separator: ", ")
        return request
    }

    private func verified(
        _ bytes: [UInt8], _ answer: RegistryAnswer, _ name: ManifestName, _ task: RegistryTask
    ) throws -> FetchedManifest {
        let told = answer.contentDigest.flatMap { try? Digest($0) }
        for expected in [name.digest, told].compactMap(\.self) where !expected.matches(bytes) {
            throw wrongContent(task, answer, "its bytes do not hash to '\(expected)'")
        }
        if let wanted = name.digest, let told, told.algorithm == wanted.algorithm, told != wanted {
            throw wrongContent(task, answer, "the registry sent '\(told)' instead")
        }
        let announced = Self.mediaType(answer.head)
        let manifest = try Manifest(bytes, mediaType: announced)
        let type: MediaType =
            switch manifest {
            case .image(let image): image.mediaType ?? announced ?? .manifest
            case .index(let index): index.mediaType ?? announced ?? .index
            }
        let digest = name.digest ?? told ?? Digest(of: bytes)
        return FetchedManifest(
            descriptor: Descriptor(mediaType: type, digest: digest, size: Int64(bytes.count)), bytes: bytes, manifest: manifest)
    }

    func wrongContent(_ task: RegistryTask, _ answer: RegistryAnswer, _ reason: String) -> RegistryError {
        RegistryError(
            .wrongContent, task.action, of: name(of: task.repository),
            answer: .init(method: answer.method.rawValue, status: answer.status, code: nil), reason: reason)
    }

    /// The type an answer says it has, without parameters; nil for the types that say nothing.
    private static func mediaType(_ head: ResponseHead) -> MediaType? {
        let text = head.fields[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " } }
        guard let type = text.flatMap({ MediaType(rawValue: $0) }) else { return nil }
        return ["application/json", "application/octet-stream", "text/plain"].contains(type.rawValue) ? nil : type
    }
}
