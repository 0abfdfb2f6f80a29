import Bytes
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct `A small file` {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private var path: FilePath { directory.path.appending("file") }

    @Test func `is made once, and never in the place of another`() throws {
        try FileContent.create(path, with: Array("one".utf8), permissions: .ownerReadWrite)
        let error = #expect(throws: FileError.self) { try FileContent.create(path, with: Array("two".utf8), permissions: .ownerReadWrite) }
        #expect(error?.errno == .fileExists)
        #expect(try directory.read("file") == Array("one".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["file"])
    }

    @Test func `is not made through a link that leads nowhere`() throws {
        try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: "elsewhere")
        #expect(throws: FileError.self) { try FileContent.create(path, with: [1], permissions: .ownerReadWrite) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["file"])
    }

    @Test func `is replaced whole`() throws {
        try FileContent.create(path, with: Array("one".utf8), permissions: .ownerReadWrite)
        try FileContent.replace(path, with: Array("two".utf8), permissions: .ownerReadWrite)
        #expect(try directory.read("file") == Array("two".utf8))
    }
}
