import Archive
import Bytes
import Foundation
import Layers
import OCI
import SystemPackage
import TestSupport
import Testing

/// A sink in memory, for layers small enough.
struct MemorySink: ByteSink {
    var bytes: [UInt8] = []
    mutating func write(_ block: RawSpan) throws { block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
}

/// A source given as a closure.
struct ClosureSource: LayerSource {
    let body: @Sendable (LayerEntries) throws -> Void
    func write(to layer: LayerEntries) throws { try body(layer) }
}

func layer(
    _ source: any LayerSource, _ compression: Compression = .none, threads: Int = 2, latestTime: Int64 = 0
) throws -> (tar: WrittenTar, bytes: [UInt8]) {
    var sink = MemorySink()
    let tar = try LayerWriter(compression: compression, threads: threads, latestTime: latestTime).write(source, to: &sink)
    return (tar, sink.bytes)
}

@Suite struct `Layers` {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    private func listing(_ source: any LayerSource, latestTime: Int64 = 0) throws -> [String] {
        let tar = try scratch.write("layer.tar", try layer(source, latestTime: latestTime).bytes)
        return try Program.output(["tar", "--numeric-owner", "--utc", "-tvf", tar.string]).split(separator: "\n").map(String.init)
    }

    private func tree(_ name: String = "tree", to destination: String = "app", mode: FileTree.Mode = .normalized, exclude: [String] = [])
        throws -> FileTreeLayer
    {
        FileTreeLayer([
            try TreeScan(
                FileTree(
                    scratch.path.appending(name), to: EntryPath(destination), owner: Owner(user: 5, group: 6), mode: mode,
                    ignore: IgnoreRules(exclude)))
        ])
    }

    @Test func `hold a tree sorted by path, with parents, owners and clamped times`() throws {
        try scratch.write("tree/b/x-y", "1", mode: 0o640)
        try scratch.write("tree/b/x/run", "22", mode: 0o750)
        try scratch.write("tree/B", "")
        try FileManager.default.createSymbolicLink(atPath: scratch.path.appending("tree/a").string, withDestinationPath: "/nowhere")
        #expect(
            try listing(tree(to: "srv/app")) == [
                "drwxr-xr-x 0/0               0 1970-01-01 00:00 srv/",
                "drwxr-xr-x 5/6               0 1970-01-01 00:00 srv/app/",
                "-rw-r--r-- 5/6               0 1970-01-01 00:00 srv/app/B",
                "lrwxrwxrwx 5/6               0 1970-01-01 00:00 srv/app/a -> /nowhere",
                "drwxr-xr-x 5/6               0 1970-01-01 00:00 srv/app/b/",
                "drwxr-xr-x 5/6               0 1970-01-01 00:00 srv/app/b/x/",
                "-rwxr-xr-x 5/6               2 1970-01-01 00:00 srv/app/b/x/run",
                "-rw-r--r-- 5/6               1 1970-01-01 00:00 srv/app/b/x-y",
            ])
    }

    @Test func `keep a time that is not later than the clamp`() throws {
        let file = try scratch.write("tree/f", "x")
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: file.string)
        #expect(try listing(tree(), latestTime: 2_000_000_000).last?.contains("2001-09-09 01:46") == true)
        #expect(try listing(tree(), latestTime: 86_400).last?.contains("1970-01-02 00:00") == true)
    }

    @Test(arguments: [
        (FileTree.Mode.normalized, "-rwsr-xr-x"), (.kept, "-rws--x---"), (.fixed(0o600), "-rw-------"),
    ]) func `give files the mode asked for`(mode: FileTree.Mode, expected: String) throws {
        try scratch.write("tree/f", "x", mode: 0o4710)
        #expect(try listing(tree(mode: mode)).last?.hasPrefix(expected) == true)
    }

    @Test func `give directories an x for each r of a fixed mode`() throws {
        try scratch.write("tree/f", "x")
        #expect(try listing(tree(mode: .fixed(0o640)))[0].hasPrefix("drwxr-x---"))
    }

    @Test func `join hard links`() throws {
        try scratch.write("tree/one", "x")
        try FileManager.default.linkItem(
            atPath: scratch.path.appending("tree/one").string, toPath: scratch.path.appending("tree/two").string)
        #expect(try listing(tree()).last?.hasSuffix("app/two link to app/one") == true)
    }

    @Test func `put a single file where it is wanted`() throws {
        try scratch.write("tree", "#!/bin/sh", mode: 0o755)
        #expect(try listing(tree(to: "usr/bin/run")).last?.hasSuffix("usr/bin/run") == true)
    }

    @Test func `leave out what is excluded, and keep what is brought back inside it`() throws {
        for name in ["keep.py", "tests/a.py", "data/big.bin", "data/small/keep.txt"] { try scratch.write("tree/\(name)", "x") }
        let names = try listing(tree(exclude: ["tests", "data", "!data/small"])).map { String($0.split(separator: " ").last ?? "") }
        #expect(names == ["app/", "app/data/", "app/data/small/", "app/data/small/keep.txt", "app/keep.py"])
    }

    @Test func `take the later of two trees where both give a path`() throws {
        try scratch.write("one/shared", "one")
        try scratch.write("one/z", "one")
        try scratch.write("two/shared", "later")
        let scans = try ["one", "two"].map { try TreeScan(FileTree(scratch.path.appending($0), to: EntryPath("app"))) }
        #expect(
            try listing(FileTreeLayer(scans)) == [
                "drwxr-xr-x 0/0               0 1970-01-01 00:00 app/",
                "-rw-r--r-- 0/0               5 1970-01-01 00:00 app/shared",
                "-rw-r--r-- 0/0               3 1970-01-01 00:00 app/z",
            ])
    }

    @Test func `refuse devices, sockets and pipes by name`() throws {
        try scratch.write("tree/f", "x")
        try Program.output(["mkfifo", scratch.path.appending("tree/pipe").string])
        let error = #expect(throws: LayerError.self) { try tree() }
        #expect(error?.code == .specialFile(type: "FIFO"))
        #expect(error?.path == scratch.path.appending("tree/pipe").string)
    }

    @Test func `refuse a file that changed after it was scanned`() throws {
        try scratch.write("tree/f", "before")
        let source = try tree()
        try scratch.write("tree/f", "after, and longer")
        let error = #expect(throws: LayerError.self) { try layer(source) }
        #expect(error?.code == .changedWhileRead)
        #expect(error?.path == scratch.path.appending("tree/f").string)
    }

    @Test func `refuse a name that is not UTF-8`() throws {
        try Program.output([
            "python3", "-c", "import os,sys; os.makedirs(sys.argv[1]); open(os.fsencode(sys.argv[1])+b'/\\xff','w')",
            scratch.path.appending("tree").string,
        ])
        let error = #expect(throws: LayerError.self) { try tree() }
        #expect(error?.code == .invalidName)
    }

    @Test func `refuse two files at one path, and a file where a directory is`() throws {
        let twice = ClosureSource { layer in
            for _ in 1...2 { try layer.add(Entry(EntryPath("a/b"), .file(size: 0), mode: 0o644), content: [1]) }
        }
        #expect(throws: LayerError.self) { try layer(twice) }
        let below = ClosureSource { layer in
            try layer.add(Entry(EntryPath("a"), .file(size: 0), mode: 0o644), content: [])
            try layer.add(Entry(EntryPath("a/b"), .file(size: 0), mode: 0o644), content: [])
        }
        #expect(throws: LayerError.self) { try layer(below) }
        let dangling = ClosureSource { try $0.add(Entry(EntryPath("a"), .hardLink(target: EntryPath("b")), mode: 0o644)) }
        #expect(throws: LayerError.self) { try layer(dangling) }
    }

    @Test(arguments: [3, 5]) func `refuse more or fewer bytes than announced`(count: Int) throws {
        let source = ClosureSource { layer in
            try layer.add(Entry(EntryPath("a"), .file(size: 4), mode: 0o644)) { try $0([UInt8](repeating: 1, count: count).span.bytes) }
        }
        let error = #expect(throws: LayerError.self) { try layer(source) }
        #expect(error?.code == .sizeChanged(expected: 4, got: Int64(count)))
    }

    @Test func `end cleanly when the sink fails in the middle`() throws {
        struct Full: Error {}
        struct FullSink: ByteSink { mutating func write(_ bytes: RawSpan) throws { throw Full() } }
        try scratch.write("tree/f", [UInt8](repeating: 9, count: 12 << 20))
        var sink = FullSink()
        let source = try tree()
        #expect(throws: Full.self) { try LayerWriter(compression: .none, threads: 1, latestTime: 0).write(source, to: &sink) }
    }
}

@Suite struct `Layer digests` {
    static let source = ClosureSource { layer in
        var state: UInt64 = 1
        for index in 0..<40 {
            let bytes = (0..<(index * 1_973)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return UInt8(truncatingIfNeeded: state >> 33) & 0x3f
            }
            try layer.add(Entry(EntryPath("d\(index % 7)/f\(index)"), .file(size: 0), mode: 0o644), content: bytes)
        }
    }

    @Test(arguments: [Compression.none, .gzip(level: 6), .gzip(level: 1), .zstd(level: 3), .zstd(level: 9)])
    func `do not depend on the number of threads`(compression: Compression) throws {
        let expected = try layer(Self.source, compression, threads: 1)
        for threads in [2, 5, 16] {
            let other = try layer(Self.source, compression, threads: threads)
            #expect(other.bytes == expected.bytes)
            #expect(other.tar == expected.tar)
        }
    }

    @Test func `name the tar, whatever the compression`() throws {
        let plain = try layer(Self.source)
        #expect(plain.tar.diffID == Digest(of: plain.bytes))
        #expect(plain.tar.size == Int64(plain.bytes.count))
        for (compression, tool) in [(Compression.defaultGzip, "gzip"), (.defaultZstd, "zstd")] {
            let packed = try layer(Self.source, compression)
            #expect(packed.tar == plain.tar)
            #expect(try Program.run([tool, "-dc"], input: packed.bytes).standardOutput == plain.bytes)
        }
    }
}
