import Bytes
import SystemPackage
import TestSupport
import Testing

@testable import Packages

@Suite struct `Partial files` {
    @Test func `a full disk is named, with what to do`() throws {
        let directory = try TemporaryDirectory()
        // full(4): every write fails with ENOSPC.
        let file = PartialFile(path: directory.path.appending("x.part"), descriptor: try FileDescriptor.open("/dev/full", .writeOnly))
        do {
            try file.write([1, 2, 3])
            Issue.record("the write was taken")
        } catch {
            #expect(error.errno == .noSpace)
            #expect(error.report.contains("No space left on device"))
            #expect(error.hint?.contains("free some space") == true)
        }
    }
}
