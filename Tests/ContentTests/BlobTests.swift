import Bytes
import Content
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@Suite struct `Blobs` {
    let scratch: TemporaryDirectory
    let store: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
    }

    private func files(_ folder: String) -> [String] {
        (FileManager.default.subpaths(atPath: scratch.path.appending(folder).string) ?? []).sorted()
    }

    /// FIPS 180-2, appendix B.1.
    @Test func `are stored under the SHA-256 of their bytes`() throws {
        let blob = try store.write(Array("abc".utf8))
        #expect(
            blob == BlobIdentity(digest: try Digest("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), size: 3))
        #expect(try scratch.read("store/blobs/sha256/\(blob.digest.hex)") == Array("abc".utf8))
        #expect(try store.layout.contains(blob))
        #expect(try store.layout.read(blob) == Array("abc".utf8))
    }

    /// FIPS 180-2, appendix C.1.
    @Test func `are stored under SHA-512 when that is expected`() throws {
        let digest = try Digest(
            "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        )
        try store.write(Array("abc".utf8), expecting: BlobExpectation(digest: digest, size: 3))
        #expect(try store.layout.read(BlobIdentity(digest: digest, size: 3)) == Array("abc".utf8))
    }

    @Test(arguments: [
        BlobExpectation(digest: Digest(of: Array("abd".utf8)), origin: "'there'"), BlobExpectation(size: 2, origin: "'there'"),
        BlobExpectation(size: 4, origin: "'there'"),
    ]) func `are refused when they are not what was expected`(expectation: BlobExpectation) throws {
        let error = #expect(throws: ContentError.self) { try store.write(Array("abc".utf8), expecting: expectation) }
        #expect(error?.code == .wrongContent)
        #expect(error?.summary.contains("'there'") == true)
        #expect(files("store/blobs") == ["sha256"])
    }

    @Test func `leave nothing when their writer is dropped`() throws {
        do {
            var writer = try store.writer()
            let bytes = [UInt8](repeating: 7, count: 100_000)
            try writer.write(bytes.span.bytes)
            #expect(files("store/imgship/ingest").count == 3)
        }
        #expect(files("store/blobs") == ["sha256"])
        #expect(files("store/imgship/ingest").map { $0.split(separator: "/").count } == [1, 2])
    }

    @Test func `may be written twice`() throws {
        let first = try store.write(Array("abc".utf8))
        let path = store.layout.path(of: first.digest).string
        let inode = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        #expect(try store.write(Array("abc".utf8)) == first)
        let after = try FileManager.default.attributesOfItem(atPath: path)
        #expect(after[.systemFileNumber] as? Int == inode)
        // Garbage collection must see that it was wanted again.
        #expect(try #require(after[.modificationDate] as? Date) > Date(timeIntervalSinceNow: -3600))
    }

    @Test func `larger than the write-back interval come back as they were`() throws {
        var writer = try store.writer()
        let block = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<20 { try writer.write(block.span.bytes) }
        let blob = try writer.finish()
        #expect(blob.size == 20_000_060)
        let sum = try Program.output(["sha256sum", store.layout.path(of: blob.digest).string])
        #expect(sum.hasPrefix(blob.digest.hex))
        var size = 0
        try store.layout.open(blob).readBlocks { size += $0.byteCount }
        #expect(size == 20_000_060)
    }

    @Test(arguments: ["abC", "ab", "abcd", ""]) func `are refused when they were changed on disk`(content: String) throws {
        let blob = try store.write(Array("abc".utf8))
        try scratch.write("store/blobs/sha256/\(blob.digest.hex)", content)
        let error = #expect(throws: ContentError.self) { _ = try store.layout.read(blob) }
        #expect(error?.code == .damagedBlob)
        #expect(error?.summary.contains(blob.digest.hex) == true)
        #expect(error?.hint?.contains("imgship build") == true)
        #expect(try store.layout.contains(blob) == (content.utf8.count == 3))
    }

    @Test func `never end well once found damaged`() throws {
        let blob = try store.write(Array("abc".utf8))
        try scratch.write("store/blobs/sha256/\(blob.digest.hex)", "abC")
        let reader = try store.layout.open(blob)
        #expect(try reader.next() == Array("abC".utf8))
        for _ in 0..<3 { #expect(throws: ContentError.self) { _ = try reader.next() } }
    }

    @Test func `that are missing, a directory or too large are errors`() throws {
        let blob = try store.write(Array("abc".utf8))
        #expect(throws: ContentError.self) { _ = try store.layout.read(blob, limit: 2) }
        let path = store.layout.path(of: blob.digest).string
        try FileManager.default.removeItem(atPath: path)
        #expect(#expect(throws: ContentError.self) { _ = try store.layout.open(blob) }?.code == .missingBlob)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(#expect(throws: ContentError.self) { _ = try store.layout.open(blob) }?.code == .damagedBlob)
    }

    @Test(.enabled(if: getuid() == 0, "mounting a small tmpfs needs root")) func `say so when the disk is full`() throws {
        let mount = scratch.path.appending("small")
        try FileManager.default.createDirectory(atPath: mount.string, withIntermediateDirectories: false)
        let mounted = try Program.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.string])
        guard mounted.status == 0 else { return withKnownIssue("this machine does not let root mount a tmpfs") { Issue.record() } }
        defer { _ = try? Program.run(["umount", "-l", mount.string]) }
        let small = try ContentStore.open(mount.appending("store"))
        let error = #expect(throws: FileError.self) { try small.write([UInt8](repeating: 1, count: 2 << 20)) }
        #expect(error?.errno == .noSpace)
        #expect(error?.hint?.contains("free some space") == true)
        // What was written of it is gone, and there is room again.
        try small.write([UInt8](repeating: 1, count: 500 << 10))
    }
}
