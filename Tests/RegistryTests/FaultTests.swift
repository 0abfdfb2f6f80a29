import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// What real registries do and the specification does not say; each ends well or in one clear error.
@Suite struct `A registry with a fault` {
    private static func repository(_ fault: String) -> String { "\(fault)/\(UUID().uuidString.lowercased())" }

    private static func credentials(_ fault: String) -> any CredentialsProvider {
        switch fault {
        case "redirect", "elsewhere", "phish", "slowdown", "traversal", "bearer", "publicecr", "quay", "gitlab", "artifactory",
            "accesstoken":
            return FixedCredentials.user
        case "expire":
            let old = RegistryCredentials.basic(user: "AWS", password: Secret("old"))
            return FixedCredentials(known: old, renewed: .basic(user: "AWS", password: Secret("new")))
        default: return AnonymousAccess()
        }
    }

    private func push(_ sample: Sample, _ repository: String, _ test: TestClient, tags: [String] = ["1"]) async throws -> PushResult {
        try await RegistryPusher(test.client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: tags))
    }

    @Test(
        arguments: [
            "plain", "ecr", "relative", "elsewhere", "traversal", "reset-0", "reset-1000", "reset-200000", "kept-1000", "kept-200000",
            "throttle", "throttle429", "throttle503", "busy", "lost", "gone", "lostanswer", "nomanifesthead", "nohead-400", "nohead-401",
            "nohead-403", "nohead-404", "nohead-405", "raced", "expire", "redirect", "slowdown", "truncated", "norange", "cut-0", "cut-1",
            "cut-400", "bearer", "publicecr", "quay", "gitlab", "artifactory", "accesstoken",
        ], [UploadShape.stream, .whole, .chunks(5 << 20)])
    func `is worked around`(fault: String, shape: UploadShape) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [100, 2 << 20])
        let repository = Self.repository(fault)
        let test = try TestClient(fake.domain, Self.credentials(fault), upload: shape)

        let pushed = try await push(sample, repository, test)
        let other = try sample.emptyStore()
        let image = try await sample.pull("\(fake.domain)/\(repository):1", test.client, into: other)

        #expect(pushed.sent.count == sample.blobs.count)
        #expect(image.descriptor.digest == sample.root.digest)
        for layer in image.layers { #expect(try other.read(layer) == sample.store.read(layer)) }
        let asked = try await fake.log(repository)
        #expect(asked.allSatisfy { $0.port == fake.port || $0.authorization.isEmpty })
        if ["elsewhere", "redirect"].contains(fault) { #expect(asked.contains { $0.port == fake.storagePort }) }
    }

    @Test func `answers chunks with a range that stands still`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [17 << 20])
        let repository = Self.repository("ecr")

        _ = try await push(sample, repository, TestClient(fake.domain, upload: .chunks(1)))

        // The smallest chunk that ECR takes is 5 MiB, whatever was asked for.
        let chunks = try await fake.log(repository).filter { $0.method == "PATCH" && $0.size > 1 << 20 }
        #expect(
            chunks.map(\.contentRange) == ["0-5242879", "5242880-10485759", "10485760-15728639", "15728640-\(sample.blobs[0].size - 1)"])
    }

    @Test(arguments: [
        ("eof", RegistryError.Code.unreachable, "check that the repository"), ("missing", .missingRepository, "create the repository"),
        ("refused", .refusedManifest, "does not take"), ("nolocation", .wrongContent, ""), ("wrongtold", .wrongContent, ""),
        ("otherscheme", .unreachable, ""), ("file", .unreachable, ""), ("badlocation", .unreachable, ""), ("control", .notFound, ""),
        ("ghcr", .denied, "check the name"), ("tiny", .tooLarge, ""),
    ])
    func `refuses a push in one clear error`(fault: String, code: RegistryError.Code, hint: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository(fault)
        let error = try await registryError { _ = try await push(sample, repository, TestClient(fake.domain)) }
        #expect(error?.code == code)
        #expect(error?.summary.contains("'\(fake.domain)/\(repository)'") == true)
        #expect(hint.isEmpty || error?.hint?.contains(hint) == true)
    }

    @Test(arguments: [
        ("wrongdigest", RegistryError.Code.wrongContent), ("wrongheader", .wrongContent), ("oversized", .tooLarge), ("quota", .rateLimited),
        ("quotawords", .rateLimited), ("wrongblob", .wrongContent),
    ])
    func `gives something else and is not believed`(fault: String, code: RegistryError.Code) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository(fault)
        let test = try TestClient(fake.domain)
        if !fault.hasPrefix("quota") { _ = try await push(sample, repository, test) }
        let other = try sample.emptyStore()
        // By its tag nothing but the header tells that a manifest is another one.
        let name = "\(fake.domain)/\(repository)" + (fault == "wrongheader" ? ":1" : "@\(sample.root.digest)")
        let error = try await registryError { _ = try await sample.pull(name, test.client, into: other) }
        #expect(error?.code == code)
        if fault.hasPrefix("quota") {
            // Six hours are not waited for.
            #expect(test.waits.all.isEmpty)
            #expect(error?.hint?.contains("imgship login") == true)
        }
    }

    @Test func `gives a manifest another type than it has`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository("wrongtype")
        let test = try TestClient(fake.domain)
        _ = try await push(sample, repository, test)
        await #expect(throws: OCIError.self) { try await test.client.manifest(.tag("1"), in: repository) }
    }

    @Test(arguments: ["wrongblob", "short"])
    func `gives a damaged layer, and nothing of it is kept`(fault: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository(fault)
        let test = try TestClient(fake.domain)
        _ = try await push(sample, repository, test)
        let source = RegistrySource(try ImageReference("\(fake.domain)/\(repository):1"), client: test.client)
        let other = try sample.emptyStore()
        await #expect(throws: (any Error).self) { try await source.copy(sample.blobs[0], into: other) }
        #expect(try !other.contains(sample.blobs[0]))
    }

    @Test func `breaks off a long layer, which is then resumed`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [4 << 20])
        let repository = Self.repository("truncated")
        let test = try TestClient(fake.domain)
        _ = try await push(sample, repository, test)
        let source = RegistrySource(try ImageReference("\(fake.domain)/\(repository):1"), client: test.client)
        try await source.copy(sample.blobs[0], into: try sample.emptyStore())
        let path = "/v2/\(repository)/blobs/\(sample.blobs[0].digest)"
        let ranges = try await fake.log(repository).filter { $0.method == "GET" && $0.path == path }.map(\.range)
        #expect(ranges == ["", "bytes=\(sample.blobs[0].size / 2)-"])
    }

    @Test(arguments: ["immutable-old", "immutable-new"])
    func `keeps tags as they are`(fault: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let (first, second) = (try Sample("first"), try Sample("second"))
        let repository = Self.repository(fault)
        let test = try TestClient(fake.domain)

        _ = try await push(first, repository, test)
        let again = try await push(first, repository, test)
        let error = try await registryError { _ = try await push(second, repository, test) }

        #expect(again.documents.count == 0)
        #expect(error?.code == .immutableTag)
        #expect(error?.exitCode == .refused)
        #expect(error?.summary == "cannot push the tag '1' to '\(fake.domain)/\(repository)'")
    }

    @Test func `asks to be left alone for a while`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let test = try TestClient(fake.domain)
        _ = try await push(sample, Self.repository("throttle"), test)
        #expect(test.waits.all.filter { $0 == .seconds(7) }.count == 2)
    }

    @Test(arguments: ["nested", "long", "endless", "types", "escape", "binary", "html", "empty"])
    func `says strange things`(kind: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let client = try TestClient(fake.domain).client
        let error = try await registryError { _ = try await client.manifest(.tag("1"), in: "hostile/\(kind)") }
        #expect(error?.status == 400)
        #expect(error?.report.utf8.count ?? .max < 3000)
        #expect(error?.report.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control } == true)
    }

    /// GHCR, and robot accounts that may push to one repository alone.
    @Test(arguments: ["onescope-401", "onescope-403", "mount401"])
    func `does not let a source be pulled, and is sent the blob by who asked first`(fault: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let (source, target) = (Self.repository(fault), Self.repository(fault))
        let own = OrderedCredentials([
            .init("first", FixedCredentials.user),
            .init("second", FixedCredentials(known: .basic(user: "user", password: Secret("wrong")))),
        ])
        let test = try TestClient(fake.domain, own)
        _ = try await push(sample, source, test)

        var request = PushRequest(sample.root, to: target, tags: ["1"])
        request.sourceRepository = source
        let pusher = RegistryPusher(test.client, from: sample.store)
        let forecast = try await pusher.forecast(request)
        let result = try await pusher.push(request)

        #expect(result.sent.count == sample.blobs.count && result.mounted.count == 0)
        #expect(forecast.new.count + forecast.mountable.count == sample.blobs.count && forecast.present.count == 0)
        if fault != "mount401" { #expect(forecast.mountable.count == 0, "what cannot be pulled cannot be mounted") }
        #expect(await own.source(for: fake.domain) == "first", "what a source refuses says nothing about who asks")
        let wrong = "Basic " + Data("user:wrong".utf8).base64EncodedString()
        for repository in [source, target] { #expect(try await fake.log(repository).allSatisfy { $0.authorization != wrong }) }
    }

    /// nginx takes all of a body before it hands it on; and S3 is slow in putting parts together.
    @Test func `thinks for a while before it answers, and is waited for`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [100])
        let http = try HTTPClient(HTTPConfiguration(timeouts: Timeouts(connect: .seconds(5), stall: .seconds(1))))
        let repository = Self.repository("slowly")
        let result = try await push(sample, repository, TestClient(fake.domain, http: http))
        #expect(result.sent.count == sample.blobs.count)
        let asked = try await fake.log(repository)
        #expect(!asked.contains { $0.method == "GET" && $0.path.contains("/uploads/") }, "an upload that is not over is not asked after")
    }

    @Test(arguments: ["nomount", "mountforbidden"])
    func `does not mount, and is sent the blob`(fault: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let pusher = RegistryPusher(try TestClient(fake.domain).client, from: sample.store)
        let (first, second) = (Self.repository("plain"), Self.repository(fault))
        _ = try await pusher.push(PushRequest(sample.root, to: first))
        let result = try await pusher.push(PushRequest(sample.root, to: second))
        let posts = try await fake.log(second).filter { $0.method == "POST" }
        let isForbidden = fault == "mountforbidden" && !posts.isEmpty
        #expect(result.mounted.count == (isForbidden ? sample.blobs.count : 0))
        #expect(result.sent.count == (isForbidden ? 0 : sample.blobs.count))
    }

    @Test func `sends on to a host that asks who we are, and is not told`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository("phish")
        let test = try TestClient(fake.domain, FixedCredentials.user)
        _ = try await push(sample, repository, test)
        let error = try await registryError {
            _ = try await sample.pull("\(fake.domain)/\(repository):1", test.client, into: sample.emptyStore())
        }
        #expect(error?.code == .unauthorized)
        let elsewhere = try await fake.log(repository).filter { $0.port == fake.storagePort }
        #expect(!elsewhere.isEmpty)
        #expect(elsewhere.allSatisfy { $0.authorization.isEmpty })
    }

    @Test func `wants a token for each scope, once`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [1, 2, 3, 4, 5, 6])
        let repository = Self.repository("bearer")
        _ = try await push(sample, repository, TestClient(fake.domain, FixedCredentials.user))
        let tokens = try await fake.log(repository).filter { $0.path == "/token" }
        // One at first, one after it expired; the password goes to the token's endpoint alone.
        #expect((1...3).contains(tokens.count))
        #expect(tokens.allSatisfy { $0.contentRange == #"fake, "quoted""# && $0.authorization.hasPrefix("Basic ") })
        #expect(try await fake.log(repository).filter { $0.path != "/token" }.allSatisfy { !$0.authorization.hasPrefix("Basic ") })
    }

    @Test func `takes an identity token at its token endpoint alone`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository("bearer")
        let identity = FixedCredentials(known: .identityToken(Secret("identity")))
        _ = try await push(sample, repository, TestClient(fake.domain, identity))
        let asked = try await fake.log(repository)
        #expect(asked.filter { $0.path == "/token" }.allSatisfy { $0.method == "POST" })
        #expect(!asked.contains { $0.authorization.contains("identity") })
    }

    @Test func `gives strangers tokens that only pull`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = Self.repository("bearer")
        _ = try await push(sample, repository, TestClient(fake.domain, FixedCredentials.user))
        let stranger = try TestClient(fake.domain)
        _ = try await sample.pull("\(fake.domain)/\(repository):1", stranger.client, into: try sample.emptyStore())
        let other = try Sample("other")
        let error = try await registryError { _ = try await push(other, repository, stranger) }
        #expect(error?.code == .unauthorized)
    }
}
