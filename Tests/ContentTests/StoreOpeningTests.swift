import Bytes
import Content
import Diagnostics
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@Suite struct `Opening a store` {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    @Test func `makes an image layout`() throws {
        let store = try ContentStore.open(scratch.path.appending("a/b/store"))
        #expect(try store.names().isEmpty)
        // image-spec v1.1 "Image Layout": the content of the oci-layout file.
        #expect(try scratch.read("a/b/store/oci-layout") == Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
        #expect(try scratch.read("a/b/store/imgship/version") == Array("1\n".utf8))
    }

    @Test func `goes on where another process was killed while making it`() throws {
        try scratch.write("store/imgship/version", "1\n")
        try scratch.write("store/index.json", #"{"schemaVersion":2,"manifests":[]}"#)
        #expect(try ContentStore.open(scratch.path.appending("store")).names().isEmpty)
    }

    @Test(arguments: [
        ("oci-layout", #"{"imageLayoutVersion":"2.0.0"}"#), ("imgship/version", "2\n"), ("imgship/version", "soon\n"),
    ]) func `refuses one of a newer version`(file: String, content: String) throws {
        _ = try ContentStore.open(scratch.path.appending("store"))
        try scratch.write("store/" + file, content)
        let error = #expect(throws: ContentError.self) { _ = try ContentStore.open(scratch.path.appending("store")) }
        #expect(error?.code == .newerStore)
        #expect(error?.exitCode == .usage)
    }

    @Test func `refuses a directory of other things, and leaves it alone`() throws {
        try scratch.write("home/letter.txt", "dear")
        let error = #expect(throws: ContentError.self) { _ = try ContentStore.open(scratch.path.appending("home")) }
        #expect(error?.code == .notAStore)
        #expect(error?.exitCode == .usage)
        #expect(error?.reason?.contains("letter.txt") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.appending("home").string) == ["letter.txt"])
        #expect(throws: ContentError.self) { _ = try ContentStore.open(scratch.path.appending("home/letter.txt")) }
    }

    @Test func `creates nothing when the store must exist`() throws {
        #expect(throws: ContentError.self) { _ = try ContentStore(existing: scratch.path.appending("none")) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path.appending("none").string))
    }

    @Test func `removes what killed processes left, and not what living ones write`() throws {
        let root = scratch.path.appending("store")
        _ = try ContentStore.open(root)
        try scratch.write("store/imgship/ingest/1-dead/lock", "")
        try scratch.write("store/imgship/ingest/1-dead/1", "half a blob")
        try scratch.write("store/imgship/ingest/2-unlocked/1", "half a blob")
        try scratch.write("store/imgship/ingest/3-alive/lock", "")
        try scratch.write("store/imgship/ingest/3-alive/1", "half a blob")
        let ingest = root.appending("imgship/ingest").string

        // flock(1) of util-linux holds the lock as a second process would.
        let (input, output) = (try ChildProcess.pipe(), try ChildProcess.pipe())
        let holder = try ChildProcess(
            ["flock", "\(ingest)/3-alive/lock", "sh", "-c", "echo held; exec cat"], input: input.readEnd, output: output.writeEnd)
        var answer = [UInt8](repeating: 0, count: 5)
        #expect(try answer.withUnsafeMutableBytes { try output.readEnd.read(into: $0) } == 5)
        #expect(answer == Array("held\n".utf8))

        let other = try ContentStore.open(root)
        let writer = try other.writer()
        _ = try ContentStore.open(root)
        let left = try FileManager.default.contentsOfDirectory(atPath: ingest).sorted()
        #expect(left.count == 2)
        #expect(left.contains("3-alive"))
        #expect(try scratch.read("store/imgship/ingest/3-alive/1") == Array("half a blob".utf8))
        _ = try writer.finish()

        try input.writeEnd.close()
        #expect(holder.wait() == 0)
        for end in [input.readEnd, output.readEnd, output.writeEnd] { try end.close() }
        _ = try ContentStore.open(root)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: ingest).contains("3-alive"))
    }

    @Test func `keeps records, and takes damaged ones for misses`() throws {
        let store = try ContentStore.open(scratch.path.appending("store"))
        let key = Digest(of: Array("inputs".utf8))
        #expect(store.layerRecords.value(for: key, as: [String: Int].self) == nil)
        try store.layerRecords.save(["size": 3], for: key)
        #expect(store.layerRecords.value(for: key) == ["size": 3])
        #expect(store.layerRecords.value(for: key, as: [String].self) == nil)
        try scratch.write("store/imgship/layers/\(key.hex)", "{\"size\":")
        #expect(store.layerRecords.value(for: key, as: [String: Int].self) == nil)
    }
}
