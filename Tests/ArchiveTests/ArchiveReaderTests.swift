import Archive
import Bytes
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct `Archive reading` {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    private func list(_ reader: ArchiveReader) throws -> [String] {
        var found: [String] = []
        while let entry = try reader.next() { found.append("\(entry.path) \(entry.kind)") }
        return found
    }

    @Test(arguments: ["--no-auto-compress", "--gzip", "--xz", "--zstd", "--bzip2"]) func `understands what GNU tar writes`(option: String)
        throws
    {
        try scratch.write("in/b/file.txt", "hello")
        try FileManager.default.createSymbolicLink(atPath: scratch.path.appending("in/b/link").string, withDestinationPath: "file.txt")
        let archive = scratch.path.appending("a.tar").string
        try Program.output(["tar", option, "-cf", archive, "-C", scratch.path.appending("in").string, "--sort=name", "./b"])
        let reader = try ArchiveReader(file: scratch.path.appending("a.tar"))
        #expect(try list(reader) == ["b directory", "b/file.txt file(size: 5)", #"b/link symbolicLink(target: "file.txt")"#])
    }

    @Test func `reads a tar inside an ar`() throws {
        try scratch.write("in/x", String(repeating: "x", count: 300_000))
        let folder = scratch.path.string
        try Program.output([
            "sh", "-c", "cd \(folder) && tar -cJf data.tar.xz -C in x && echo 2.0 > debian-binary && ar rc a.deb debian-binary data.tar.xz",
        ])
        let outer = try ArchiveReader(file: scratch.path.appending("a.deb"))
        #expect(try outer.next()?.path.text == "debian-binary")
        #expect(try outer.readAll() == Array("2.0\n".utf8))
        #expect(try outer.next()?.path.text == "data.tar.xz")
        let inner = try ArchiveReader(nestedIn: outer, name: "a.deb: data.tar.xz")
        #expect(try inner.next()?.kind == .file(size: 300_000))
        #expect(try inner.readAll() == Array(repeating: UInt8(ascii: "x"), count: 300_000))
        #expect(try inner.next() == nil)
    }

    @Test func `reads zip entries with their x-bit and names that are not ASCII`() throws {
        let zip = scratch.path.appending("a.whl").string
        try Program.output([
            "python3", "-c",
            """
            import zipfile, sys
            z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
            i = zipfile.ZipInfo("pkg/größe.py"); i.external_attr = 0o100755 << 16; z.writestr(i, "print(1)")
            z.close()
            """, zip,
        ])
        let reader = try ArchiveReader(file: scratch.path.appending("a.whl"))
        let entry = try #require(try reader.next())
        #expect(entry.path.text == "pkg/größe.py")
        #expect(entry.mode == 0o755)
        #expect(try reader.readAll() == Array("print(1)".utf8))
    }

    @Test(arguments: [20, 600, 5000]) func `names a truncated archive`(keep: Int) throws {
        try scratch.write("in/x", (0..<40_000).map { _ in UInt8.random(in: 0...255) })
        try Program.output(["tar", "-czf", scratch.path.appending("a.tgz").string, "-C", scratch.path.appending("in").string, "x"])
        let cut = try scratch.write("cut.tgz", Array(scratch.read("a.tgz").prefix(keep)))
        let error = #expect(throws: ArchiveError.self) {
            let reader = try ArchiveReader(file: cut)
            while try reader.next() != nil { try reader.readBlocks { _ in } }
        }
        #expect(error?.code == .unreadable)
        #expect(error?.subject == cut.string)
    }

    @Test func `refuses a path that leaves the root`() throws {
        try Program.output([
            "python3", "-c",
            """
            import tarfile, sys
            t = tarfile.open(sys.argv[1], "w"); t.addfile(tarfile.TarInfo("a/../../etc/passwd")); t.close()
            """, scratch.path.appending("evil.tar").string,
        ])
        let reader = try ArchiveReader(file: scratch.path.appending("evil.tar"))
        let error = #expect(throws: ArchiveError.self) { try reader.next() }
        #expect(error?.code == .unsafePath)
    }

    @Test func `passes on the error of its input`() throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            let reader = try ArchiveReader(name: "stream", next: { throw Broken() })
            _ = try reader.next()
        }
    }

    @Test(arguments: ["zstd", "gzip", "cat"]) func `takes compression off a raw stream`(tool: String) throws {
        let plain = Array("some text ".utf8) + [UInt8](repeating: 7, count: 500_000)
        let packed = try scratch.write(
            "blob", try Program.run([tool, "-c"].filter { tool != "cat" || $0 != "-c" }, input: plain).standardOutput)
        var bytes: [UInt8] = []
        try RawReader(file: packed).readBlocks { block in block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        #expect(bytes == plain)
    }
}

@Suite struct `Entry paths` {
    @Test(arguments: [("./usr/bin/", "usr/bin"), ("/usr//bin", "usr/bin"), ("usr/./bin", "usr/bin"), (".", ""), ("", ""), ("a..b", "a..b")])
    func `are normalised`(raw: String, text: String) throws {
        #expect(try EntryPath(raw).text == text)
    }

    @Test(arguments: ["..", "a/../b", "../a", "a/..", "a\0b"]) func `never leave the root`(raw: String) {
        #expect(throws: ArchiveError.self) { try EntryPath(raw) }
    }

    @Test func `differ when their bytes differ, though Unicode calls them equal`() throws {
        let composed = try EntryPath("\u{e9}"), decomposed = try EntryPath("e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
    }

    @Test func `know their parents`() throws {
        #expect(try EntryPath("a/b/c").parent?.text == "a/b")
        #expect(try EntryPath("a").parent == .root)
        #expect(EntryPath.root.parent == nil)
        #expect(try EntryPath("a/b").isWithin(EntryPath("a")))
        #expect(try !EntryPath("ab").isWithin(EntryPath("a")))
    }

    @Test(arguments: [("", "a", "a"), ("a/b", "c", "a/b/c"), ("a", "b/./c/", "a/b/c"), ("a", ".hidden", "a/.hidden"), ("a", ".", "a")])
    func `a name goes below a path`(path: String, name: String, joined: String) throws {
        #expect(try EntryPath(path).appending(name).text == joined)
    }

    @Test(arguments: ["..", "b/..", "b\0"]) func `a name below a path must be safe`(name: String) throws {
        let path = try EntryPath("a")
        #expect(throws: ArchiveError.self) { try path.appending(name) }
    }

    // What `find | LC_ALL=C sort` gives once each slash is made the lowest byte.
    @Test func `the order of a walk puts what a directory holds before its longer neighbours`() throws {
        let walk = try ["a", "a/b", "a/b/c", "a/b-c", "a-b", "a-b/c", "a.b", "ab", "b", "\u{e9}"].map { try EntryPath($0) }
        #expect(walk.reversed().sorted { $0.precedesInTree($1) } == walk)
    }
}
