import Diagnostics
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

@Suite struct `The lock file` {
    static let request = Digest(of: Array("request".utf8))

    static func artifact(_ name: String, _ version: String, platform: String = "all") -> LockedArtifact {
        LockedArtifact(
            name: name, version: version, source: "debian", path: "pool/main/\(name)_\(version)_\(platform).deb", size: 1234,
            digest: Digest(of: Array("\(name) \(version) \(platform)".utf8)))
    }

    static let lock = Lock(
        time: 1_790_000_000,
        bases: [
            "python311": LockedSet(
                request: request,
                platforms: [
                    .linuxAMD64: [artifact("libc6", "2.36-9", platform: "amd64"), artifact("tzdata", "2024b-0")],
                    .linuxARM64: [artifact("libc6", "2.36-9", platform: "arm64"), artifact("tzdata", "2024b-0")],
                ])
        ],
        environments: [
            "frontend": LockedSet(request: request, platforms: [.linuxAMD64: [artifact("numpy", "1:2.0~rc1+x")], .linuxARM64: []])
        ])

    /// `DIGEST(x)` stands for the sha256 of x.
    static let text = """
        # Written by `imgship lock`: change imgship.yaml and run that again, rather than this file.
        # An artifact: [name, version, source, path, size, digest]
        version: 1
        time: 2026-09-21T14:13:20Z
        bases:
          python311:
            request: sha256:DIGEST(request)
            platforms: [linux/amd64, linux/arm64]
            all:
            - [tzdata, 2024b-0, debian, pool/main/tzdata_2024b-0_all.deb, 1234, sha256:DIGEST(tzdata 2024b-0 all)]
            linux/amd64:
            - [libc6, 2.36-9, debian, pool/main/libc6_2.36-9_amd64.deb, 1234, sha256:DIGEST(libc6 2.36-9 amd64)]
            linux/arm64:
            - [libc6, 2.36-9, debian, pool/main/libc6_2.36-9_arm64.deb, 1234, sha256:DIGEST(libc6 2.36-9 arm64)]
        environments:
          frontend:
            request: sha256:DIGEST(request)
            platforms: [linux/amd64, linux/arm64]
            linux/amd64:
            - [numpy, 1:2.0~rc1+x, debian, pool/main/numpy_1:2.0~rc1+x_all.deb, 1234, sha256:DIGEST(numpy 1:2.0~rc1+x all)]

        """

    /// `text` with each `DIGEST(x)` replaced by the sha256 of x.
    static var expected: String {
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "DIGEST("), let end = rest.range(of: ")", range: start.upperBound..<rest.endIndex) {
            result += rest[..<start.lowerBound] + Digest(of: Array(rest[start.upperBound..<end.lowerBound].utf8)).hex
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    @Test func `is text that a person can review`() {
        #expect(LockFile.text(of: Self.lock) == Self.expected)
    }

    @Test func `is read back as it was`() throws {
        #expect(try LockFile.parse(LockFile.text(of: Self.lock), file: "imgship.lock") == Self.lock)
        let empty = Lock(time: 0)
        #expect(try LockFile.parse(LockFile.text(of: empty), file: "imgship.lock") == empty)
    }

    @Test(arguments: [
        "it's", "a: b", "- x", "[x]", "é\u{301}", "line\nbreak", "quote\"", "null", "3.10", "0x10", " x ", "#x", "{", "~", "!x", "x:",
        "\u{1F600}",
    ])
    func `keeps any text`(text: String) throws {
        var lock = Lock(time: 0)
        let artifact = LockedArtifact(name: text, version: text, source: text, path: text, size: 1 << 40, digest: Self.request)
        lock.environments[text] = LockedSet(request: Self.request, platforms: [.linuxAMD64: [artifact]])
        if text.contains("\n") {
            #expect(throws: LockError.self) { try LockFile.parse(LockFile.text(of: lock), file: "f") }
        } else {
            #expect(try LockFile.parse(LockFile.text(of: lock), file: "f") == lock)
        }
    }

    @Test func `does not depend on the order of artifacts`() {
        var shuffled = Self.lock
        shuffled.bases["python311"]?.platforms[.linuxAMD64]?.reverse()
        #expect(LockFile.text(of: shuffled) == LockFile.text(of: Self.lock))
    }

    @Test(arguments: [
        ("version: 1\n<<<<<<< HEAD\ntime: x\n", "imgship.lock:2:1: has merge conflicts, run `imgship lock`"),
        ("version: 2\nanything: [", "imgship.lock:3:1: this is not YAML"),
        ("version: 2\nfuture: true\n", "imgship.lock:1:10: the lock has version 2, written by a newer imgship\n  hint: update imgship"),
        ("version: one\ntime: t\nbases: {}\nenvironments: {}\n", "imgship.lock:1:10: expected version 1"),
        (
            "version: 1\ntime: 2026-02-30T00:00:00Z\nbases: {}\nenvironments: {}\n",
            "imgship.lock:2:7: expected a time such as 2026-01-31T12:00:00Z"
        ),
        ("version: 1\ntime: 2026-01-30T00:00:00Z\nbases: {}\n", "imgship.lock:1:1: 'environments' is missing"),
        ("version: 1\ntime: 2026-01-30T00:00:00Z\nbases: []\nenvironments: {}\n", "imgship.lock:3:8: expected a map"),
        ("version: 1\nversion: 1\n", "imgship.lock:1:1: the key 'version' is set twice"),
        ("version: 1\nextra: 1\n", "imgship.lock:2:1: unknown key 'extra'"),
        ("", "imgship.lock: the file is empty"),
        ("a: &x b\nc: *x\n", "imgship.lock: anchors have no place in a lock"),
    ])
    func `is refused with the place`(text: String, report: String) {
        let error = #expect(throws: LockError.self) { try LockFile.parse(text, file: "imgship.lock") }
        #expect(error?.report.hasPrefix(report) == true, "\(error?.report ?? "")")
        #expect(error?.exitCode == .usage)
    }

    @Test(arguments: [
        ("sha256:", "md5:", "expected a digest, sha256:..."), (" 1234,", " -1,", "expected a size in bytes, at most 1 TiB"),
        (" 1234,", " 9223372036854775807,", "expected a size in bytes, at most 1 TiB"),
        (" pool/main/tz", " ../main/tz", "is not a path below a source"),
        (" pool/main/tz", " /main/tz", "is not a path below a source"),
        ("linux/amd64:\n", "linux/s390x:\n", "'linux/s390x' is not among the 'platforms'"),
        ("[tzdata,", "[", "expected [name, version, source, path, size, digest]"),
        ("2024b-0,", "'',", "expected a text"), ("all:", "some:", "unknown key or platform 'some'"),
        ("request: ", "#", "'request' or 'platforms' is missing"),
    ])
    func `is refused when changed by hand`(old: String, new: String, message: String) {
        let text = Self.expected.replacingOccurrences(of: old, with: new)
        let error = #expect(throws: LockError.self) { try LockFile.parse(text, file: "imgship.lock") }
        #expect(error?.summary.contains(message) == true, "\(error?.report ?? "")")
        #expect(error?.location?.line != nil)
    }

    @Test func `is written whole or not at all`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path.appending("imgship.lock")
        #expect(try LockFile.read(path, name: "imgship.lock") == nil)
        try LockFile.write(Self.lock, to: path)
        #expect(try LockFile.read(path, name: "imgship.lock") == Self.lock)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["imgship.lock"])
        #expect(throws: (any Error).self) { try LockFile.write(Self.lock, to: directory.path.appending("missing/imgship.lock")) }
    }

    @Test func `says what moved`() {
        var new = Self.lock
        new.time += 1
        new.bases["python311"]?.platforms[.linuxAMD64]?[1] = Self.artifact("tzdata", "2025a-0")
        new.bases["python311"]?.platforms[.linuxARM64]?[1] = Self.artifact("tzdata", "2025a-0")
        new.bases["python311"]?.platforms[.linuxARM64]?.append(Self.artifact("dash", "0.5"))
        new.environments["frontend"] = nil
        #expect(
            new.difference(from: Self.lock).map(\.description)
                == ["dash 0.5 (new)", "numpy 1:2.0~rc1+x (removed)", "tzdata 2024b-0 -> 2025a-0"])
        #expect(Self.lock.difference(from: Self.lock).isEmpty)
        new = Self.lock
        new.environments["frontend"]?.platforms[.linuxAMD64]?[0].digest = Self.request
        #expect(new.difference(from: Self.lock).map(\.description) == ["numpy 1:2.0~rc1+x (another file)"])
    }

    /// Expected values from `date -u -d @N +%FT%TZ`.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_868_800, "2000-03-01T00:00:00Z"),
        (1_709_164_800, "2024-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `writes times in UTC`(time: Int64, text: String) {
        #expect(UTCTime.text(time) == text)
        #expect(UTCTime.parse(text) == time)
    }

    @Test func `of 400 artifacts is read as it was written`() throws {
        let artifacts = (0..<400).map { Self.artifact("package-\($0)", "1.\($0)") }.sorted()
        let lock = Lock(time: 0, bases: ["b": LockedSet(request: Self.request, platforms: [.linuxAMD64: artifacts])])
        let text = LockFile.text(of: lock)
        #expect(try LockFile.parse(text, file: "f") == lock)
    }
}
