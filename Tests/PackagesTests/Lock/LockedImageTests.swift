import Diagnostics
import OCI
import Testing

@testable import Packages

@Suite struct `Base images in the lock file` {
    static func digest(_ text: String) -> Digest { Digest(of: text.utf8) }

    static func manifest(_ text: String, _ type: MediaType = .manifest) -> Descriptor {
        Descriptor(mediaType: type, digest: digest(text), size: 1745)
    }

    static let lock = Lock(
        time: 0,
        images: [
            "python:3.12-slim": LockedImage(
                digest: digest("python"), platforms: [.linuxARM64: manifest("python arm64"), .linuxAMD64: manifest("python amd64")]),
            "ghcr.io/o/a:1": LockedImage(digest: digest("a"), platforms: [.linuxAMD64: manifest("a", .dockerManifest)]),
        ])

    static let section = """
        # The manifest of a base image: [digest, size, media type]
        base-images:
          ghcr.io/o/a:1:
            digest: \(digest("a"))
            linux/amd64: [\(digest("a")), 1745, application/vnd.docker.distribution.manifest.v2+json]
          python:3.12-slim:
            digest: \(digest("python"))
            linux/amd64: [\(digest("python amd64")), 1745, application/vnd.oci.image.manifest.v1+json]
            linux/arm64: [\(digest("python arm64")), 1745, application/vnd.oci.image.manifest.v1+json]

        """

    @Test func `are text that a person can review`() {
        #expect(LockFile.text(of: Self.lock).hasSuffix("bases: {}\nenvironments: {}\n" + Self.section))
    }

    @Test(arguments: ["python:3.12-slim", "ghcr.io/o/a:1@sha256:\(String(repeating: "0", count: 64))", "localhost:5000/a", "a/b"])
    func `are read back as they were`(reference: String) throws {
        var lock = Self.lock
        lock.images[reference] = LockedImage(digest: Self.digest("x"), platforms: [.linuxAMD64: Self.manifest("x")])
        #expect(try LockFile.parse(LockFile.text(of: lock), file: "imgship.lock") == lock)
    }

    @Test func `leave no trace in a lock that has none`() throws {
        let text = LockFile.text(of: Lock(time: 0))
        #expect(!text.contains("base-images"))
        #expect(try LockFile.parse(text, file: "imgship.lock").images.isEmpty)
    }

    @Test func `are held without what else a descriptor carries`() {
        var descriptor = Self.manifest("x")
        descriptor.platform = .linuxAMD64
        descriptor.annotations = ["a": "b"]
        let image = LockedImage(digest: descriptor.digest, platforms: [.linuxAMD64: descriptor])
        #expect(image.platforms[.linuxAMD64] == Self.manifest("x"))
    }

    @Test(arguments: [
        ("    digest:", "    digits:", "unknown key or platform 'digits'"),
        ("digest: sha256:", "digest: sha1:", "expected a digest, sha256:..."),
        ("linux/arm64: [", "linux: [", "unknown key or platform 'linux'"),
        (" 1745,", " 5000000,", "expected the size of a manifest in bytes, at most 4 MiB"),
        (" 1745,", " -1,", "expected the size of a manifest in bytes, at most 4 MiB"),
        (", 1745", "", "expected [digest, size, media type]"),
        ("manifest.v1+json", "index.v1+json", "expected the media type of a manifest"),
    ])
    func `are refused when changed by hand`(old: String, new: String, message: String) {
        let text = LockFile.text(of: Self.lock).replacing(old, with: new)
        let error = #expect(throws: LockError.self) { try LockFile.parse(text, file: "imgship.lock") }
        #expect(error?.summary == message)
        #expect(error?.location?.line != nil)
    }

    @Test func `move as one, and say so in short`() {
        var new = Self.lock
        new.images["python:3.12-slim"]?.digest = Self.digest("moved")
        new.images["python:3.12-slim"]?.platforms[.linuxAMD64] = Self.manifest("moved amd64")
        let changes = new.difference(from: Self.lock)
        #expect(changes.map(\.from) == [Self.digest("python").description])
        #expect(changes.map(\.to) == [Self.digest("moved").description])
        let short = { (text: String) in "sha256:" + Self.digest(text).hex.prefix(12) }
        #expect(changes.map(\.description) == ["python:3.12-slim \(short("python")) -> \(short("moved"))"])

        new = Self.lock
        new.images["ghcr.io/o/a:1"] = nil
        new.images["python:3.12-slim"]?.platforms[.linuxARM64] = nil
        #expect(
            new.difference(from: Self.lock).map(\.description) == [
                "ghcr.io/o/a:1 \(short("a")) (removed)", "python:3.12-slim linux/arm64 \(short("python arm64")) (removed)",
            ])
    }
}
