import Bytes
import Foundation
import HTTP
import HTTPTypes
import OCI
import TestSupport
import Testing

/// The rules of distribution-spec v1.1 as its conformance tests ask for them, put to Debian's docker-registry and to the fake one alike:
/// so that what the other tests find of the fake is not of its own making.
@Suite struct `The distribution specification` {
    enum Judged: CaseIterable { case real, fake }

    /// A registry and a repository of the test's own.
    private struct Subject {
        let domain: String
        let repository = "plain/\(UUID().uuidString.lowercased())"
        let kind: Judged
        /// Lives as long as the test.
        let process: DockerRegistry?
        private let http: HTTPClient

        init(_ kind: Judged) throws {
            self.kind = kind
            process = kind == .real ? try DockerRegistry() : nil
            domain = try process?.domain ?? FakeRegistry.shared.get().domain
            http = try HTTPClient()
        }

        /// - Parameter place: below the repository, or whole when it begins with a slash or a scheme.
        func ask(_ method: HTTPRequest.Method, _ place: String, _ body: [UInt8]? = nil, _ fields: HTTPFields = [:]) async throws
            -> FullResponse
        {
            let root = "http://\(domain)"
            let text = place.contains("://") ? place : place.hasPrefix("/") ? root + place : "\(root)/v2/\(repository)/\(place)"
            var request = Request(method, try WebAddress(text), fields: fields, body: body.map { .bytes($0) } ?? .none)
            if body != nil, fields[.contentType] == nil { request.fields[.contentType] = "application/octet-stream" }
            request.redirects = .handBack
            return try await http.fetch(request)
        }

        func open() async throws -> String {
            let answer = try await ask(.post, "blobs/uploads/")
            #expect(answer.head.status.code == 202)
            return try #require(answer.head.fields[.location])
        }

        @discardableResult
        func upload(_ blob: [UInt8]) async throws -> Digest {
            let digest = Digest(of: blob)
            let location = try await open()
            let answer = try await ask(.put, location + (location.contains("?") ? "&" : "?") + "digest=\(digest)", blob)
            #expect(answer.head.status.code == 201)
            #expect(answer.head.fields[.location] != nil)
            return digest
        }

        func manifest(_ layer: [UInt8]) async throws -> (bytes: [UInt8], digest: Digest) {
            let config = Array("{}".utf8)
            try await upload(config)
            try await upload(layer)
            let text = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":\
                "application/vnd.oci.image.config.v1+json","digest":"\(Digest(of: config))","size":\(config.count)},"layers":[{"mediaType":\
                "application/vnd.oci.image.layer.v1.tar","digest":"\(Digest(of: layer))","size":\(layer.count)}]}
                """
            return (Array(text.utf8), Digest(of: Array(text.utf8)))
        }

        func code(_ answer: FullResponse) -> String? {
            let json = try? JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any]
            return ((json?["errors"] as? [[String: Any]])?.first?["code"]) as? String
        }
    }

    private static let type: HTTPFields = [.contentType: "application/vnd.oci.image.manifest.v1+json"]
    private static let digestField = HTTPField.Name("docker-content-digest")
    private static let blob = Array("the content of a blob, long enough to be cut in pieces".utf8)

    private static var judged: [Judged] { Judged.allCases.filter { $0 == .fake || DockerRegistry.isInstalled } }

    /// end-1, end-2, end-10 of the specification's table.
    @Test(arguments: judged) func `of blobs is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        #expect(try await subject.ask(.get, "/v2/").head.status.code == 200)
        let digest = try await subject.upload(Self.blob)

        let head = try await subject.ask(.head, "blobs/\(digest)")
        #expect(head.head.status.code == 200)
        #expect(head.head.contentLength == Int64(Self.blob.count))
        let whole = try await subject.ask(.get, "blobs/\(digest)")
        #expect(whole.head.status.code == 200)
        #expect(whole.bytes == Self.blob)
        let part = try await subject.ask(.get, "blobs/\(digest)", nil, [.range: "bytes=10-"])
        #expect(part.head.status.code == 206)
        #expect(part.bytes == Array(Self.blob.dropFirst(10)))
        #expect(part.head.fields[.contentRange] == "bytes 10-\(Self.blob.count - 1)/\(Self.blob.count)")

        let other = Digest(of: Array("other".utf8))
        for method in [HTTPRequest.Method.head, .get] {
            #expect(try await subject.ask(method, "blobs/\(other)").head.status.code == 404)
        }
        #expect(subject.code(try await subject.ask(.get, "blobs/\(other)")) == "BLOB_UNKNOWN")
        #expect(try await subject.ask(.delete, "blobs/\(digest)").head.status.code == 202)
        #expect(try await subject.ask(.get, "blobs/\(digest)").head.status.code == 404)
    }

    /// end-4a, end-5, end-6, end-13.
    @Test(arguments: judged) func `of uploads in pieces is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        let first = Array(Self.blob.prefix(20)), second = Array(Self.blob.dropFirst(20))
        var location = try await subject.open()
        let patched = try await subject.ask(.patch, location, first, [.contentRange: "0-19", .contentType: "application/octet-stream"])
        #expect(patched.head.status.code == 202)
        #expect(patched.head.fields[.range] == "0-19")
        location = try #require(patched.head.fields[.location])

        let status = try await subject.ask(.get, location)
        #expect(status.head.status.code == 204)
        #expect(status.head.fields[.range] == "0-19")
        location = try #require(status.head.fields[.location])

        if kind == .fake {
            // docker-registry 2.8 does not look at the range of a chunk.
            let wrong = try await subject.ask(.patch, location, second, [.contentRange: "30-\(29 + second.count)"])
            #expect(wrong.head.status.code == 416)
        }
        let last = try await subject.ask(.patch, location, second, [.contentRange: "20-\(Self.blob.count - 1)"])
        #expect(last.head.status.code == 202)
        #expect(last.head.fields[.range] == "0-\(Self.blob.count - 1)")
        location = try #require(last.head.fields[.location])
        let closed = try await subject.ask(.put, location + (location.contains("?") ? "&" : "?") + "digest=\(Digest(of: Self.blob))")
        #expect(closed.head.status.code == 201)
        #expect(try await subject.ask(.get, "blobs/\(Digest(of: Self.blob))").bytes == Self.blob)

        #expect(try await subject.ask(.get, location).head.status.code == 404)
        let given = try await subject.open()
        #expect(try await subject.ask(.delete, given).head.status.code == 204)
        #expect(try await subject.ask(.get, given).head.status.code == 404)
    }

    @Test(arguments: judged) func `of a blob's digest is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        let location = try await subject.open()
        let wrong = Digest(of: Array("else".utf8))
        let answer = try await subject.ask(.put, location + (location.contains("?") ? "&" : "?") + "digest=\(wrong)", Self.blob)
        #expect(answer.head.status.code == 400)
        #expect(subject.code(answer) == "DIGEST_INVALID")
        #expect(try await subject.ask(.head, "blobs/\(wrong)").head.status.code == 404)
    }

    /// end-11.
    @Test(arguments: judged) func `of mounts is kept`(kind: Judged) async throws {
        let one = try Subject(kind)
        let digest = try await one.upload(Self.blob)
        let mounted = try await one.ask(
            .post, "/v2/plain/two-\(UUID().uuidString.lowercased())/blobs/uploads/?mount=\(digest)&from=\(one.repository)")
        #expect(mounted.head.status.code == 201)
        let place = try #require(mounted.head.fields[.location])
        #expect(try await one.ask(.get, place).bytes == Self.blob)
        let absent = try await one.ask(.post, "blobs/uploads/?mount=\(Digest(of: [1]))&from=plain/nowhere")
        #expect(absent.head.status.code == 202)
        #expect(absent.head.fields[.location] != nil)
    }

    /// end-2, end-3, end-7, end-9.
    @Test(arguments: judged) func `of manifests is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        let (bytes, digest) = try await subject.manifest(Self.blob)
        for name in ["one", "\(digest)"] {
            let put = try await subject.ask(.put, "manifests/\(name)", bytes, Self.type)
            #expect(put.head.status.code == 201)
            #expect(put.head.fields[.location] != nil)
            #expect(Self.digestField.flatMap { put.head.fields[$0] } == "\(digest)")
            for method in [HTTPRequest.Method.head, .get] {
                let answer = try await subject.ask(method, "manifests/\(name)", nil, [.accept: Self.type[.contentType] ?? ""])
                #expect(answer.head.status.code == 200)
                #expect(answer.head.fields[.contentType] == Self.type[.contentType])
                #expect(answer.head.contentLength == Int64(bytes.count))
                #expect(Self.digestField.flatMap { answer.head.fields[$0] } == "\(digest)")
                #expect(method == .head || answer.bytes == bytes)
            }
        }
        for name in ["none", "\(Digest(of: [7]))"] {
            #expect(try await subject.ask(.head, "manifests/\(name)").head.status.code == 404)
            let answer = try await subject.ask(.get, "manifests/\(name)")
            #expect(answer.head.status.code == 404)
            #expect(subject.code(answer) == "MANIFEST_UNKNOWN")
        }
        #expect(try await subject.ask(.delete, "manifests/\(digest)").head.status.code == 202)
        #expect(try await subject.ask(.get, "manifests/\(digest)").head.status.code == 404)
    }

    @Test(arguments: judged) func `of manifests that are refused is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        let (bytes, _) = try await subject.manifest(Self.blob)
        let broken = try await subject.ask(.put, "manifests/one", Array("{".utf8), Self.type)
        #expect(broken.head.status.code == 400)
        #expect(subject.code(broken) == "MANIFEST_INVALID")
        let other = try await subject.ask(.put, "manifests/\(Digest(of: [7]))", bytes, Self.type)
        #expect(other.head.status.code == 400)
        #expect(subject.code(other) == "DIGEST_INVALID")
        let text = String(decoding: bytes, as: UTF8.self)
        let lacking = text.replacing("\(Digest(of: Self.blob))", with: "\(Digest(of: [9]))")
        let refused = try await subject.ask(.put, "manifests/one", Array(lacking.utf8), Self.type)
        #expect([400, 404].contains(refused.head.status.code))
        #expect(subject.code(refused) == "MANIFEST_BLOB_UNKNOWN")
        #expect(try await subject.ask(.get, "manifests/one").head.status.code == 404)
    }

    /// end-8a, end-8b.
    @Test(arguments: judged) func `of lists of tags is kept`(kind: Judged) async throws {
        let subject = try Subject(kind)
        let (bytes, _) = try await subject.manifest(Self.blob)
        for tag in ["b", "c", "a", "A_1.x-y"] { _ = try await subject.ask(.put, "manifests/\(tag)", bytes, Self.type) }
        func tags(_ query: String) async throws -> [String]? {
            let answer = try await subject.ask(.get, "tags/list\(query)")
            #expect(answer.head.status.code == 200)
            return try (JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])?["tags"] as? [String]
        }
        #expect(try await tags("")?.sorted() == ["A_1.x-y", "a", "b", "c"])
        if kind == .fake {
            // docker-registry 2.8 gives the whole list whatever is asked for, and in any order.
            #expect(try await tags("?n=2") == ["A_1.x-y", "a"])
            #expect(try await tags("?n=2&last=a") == ["b", "c"])
        }
        let unknown = try await subject.ask(.get, "/v2/plain/nowhere-\(UUID().uuidString.lowercased())/tags/list")
        #expect(unknown.head.status.code == 404)
        #expect(subject.code(unknown) == "NAME_UNKNOWN")
    }
}
