import Bytes
import Foundation
import OCI
import Packages
import SystemPackage
import TestSupport
import Testing

@Suite struct `Download cache` {
    private let directory: TemporaryDirectory
    private let cache: DownloadCache
    private let text = Array("some bytes".utf8)
    private var digest: Digest { Digest(of: text) }

    init() throws {
        directory = try TemporaryDirectory()
        cache = try DownloadCache(directory.path.appending("deep/cache"))
    }

    private func partials() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cache.root.appending("partial").string)
    }

    @discardableResult
    private func store(_ bytes: [UInt8]? = nil) async throws -> FilePath {
        let bytes = bytes ?? text
        var writer = try cache.write(digest, size: 10)
        try writer.write(Array(bytes.prefix(4)))
        try writer.write(Array(bytes.dropFirst(4)))
        return try await writer.finish()
    }

    @Test func `has a file once it is written in full`() async throws {
        #expect(cache.find(digest, size: 10) == nil)
        let path = try await store()
        #expect(cache.find(digest, size: 10) == path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path.string)) == Data(text))
        #expect(try partials() == [])
    }

    @Test func `does not take a file of another size for the right one`() async throws {
        let path = try await store()
        try Data("some".utf8).write(to: URL(fileURLWithPath: path.string))
        #expect(cache.find(digest, size: 10) == nil)
        #expect(try await store() == path)
        #expect(cache.find(digest, size: 10) == path)
    }

    @Test func `finds a file that has changed, and removes it`() async throws {
        let path = try await store()
        #expect(try await cache.verify(digest))
        try Data("other byte".utf8).write(to: URL(fileURLWithPath: path.string))
        #expect(try await !cache.verify(digest))
        #expect(cache.find(digest, size: 10) == nil)
        #expect(try await !cache.verify(digest))
    }

    @Test func `keeps nothing of a write that was not finished`() throws {
        do {
            var writer = try cache.write(digest, size: 10)
            try writer.write([1, 2, 3])
            #expect(try partials().count == 1)
        }
        #expect(try partials() == [])
    }

    @Test func `refuses bytes beyond the size, and fewer, and others`() async throws {
        await #expect(throws: ContentMismatch.tooLong(expected: 10)) { try await store([UInt8](repeating: 0, count: 11)) }
        let zeros = [UInt8](repeating: 0, count: 10)
        await #expect(throws: ContentMismatch.size(expected: 10, got: 1)) { try await store([1]) }
        await #expect(throws: ContentMismatch.digest(expected: digest, got: Digest(of: zeros))) { try await store(zeros) }
        #expect(cache.find(digest, size: 10) == nil)
        #expect(try partials() == [])
    }

    @Test func `removes what a killed process left, and not what another is writing`() throws {
        let live = try directory.write("deep/cache/partial/live.part", "being written")
        try directory.write("deep/cache/partial/dead.part", "left behind")
        // flock(2): a lock belongs to the open file, so our own second opening is as good as another process's.
        let writer = try FileDescriptor.open(live, .writeOnly)
        #expect(flock(writer.rawValue, LOCK_EX) == 0)
        _ = try DownloadCache(cache.root)
        #expect(try partials() == ["live.part"])
        try writer.close()
        _ = try DownloadCache(cache.root)
        #expect(try partials() == [])
    }

    @Test func `says where it cannot be`() throws {
        let file = try directory.write("file", "")
        let error = #expect(throws: FileError.self) { try DownloadCache(file.appending("cache")) }
        #expect(error?.errno == .notDirectory)
    }
}
