import Archive
import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct `Tar archives` {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    static func tar(_ entries: [(Entry, [UInt8])]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = try TarWriter { block in block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        for (entry, content) in entries {
            try writer.add(entry)
            try writer.write(content.span.bytes)
        }
        try writer.finish()
        return bytes
    }

    static func file(_ path: String, _ content: String, mode: UInt16 = 0o644) throws -> (Entry, [UInt8]) {
        (Entry(try EntryPath(path), .file(size: Int64(content.utf8.count)), mode: mode), Array(content.utf8))
    }

    @Test func `are listed by GNU tar as they were written`() throws {
        let archive = try scratch.write(
            "a.tar",
            Self.tar([
                (Entry(EntryPath("d"), .directory, mode: 0o1777, owner: Owner(user: 65532, group: 7), modificationTime: 1_000_000_000), []),
                Self.file("d/run", "#!/bin/sh\n", mode: 0o4755),
                (Entry(EntryPath("d/link"), .symbolicLink(target: "../run"), mode: 0o777), []),
                (Entry(EntryPath("d/hard"), .hardLink(target: EntryPath("d/run")), mode: 0o4755), []),
            ]))
        let listing = try Program.output(["tar", "--numeric-owner", "--utc", "-tvf", archive.string])
        #expect(
            listing == """
                drwxrwxrwt 65532/7           0 2001-09-09 01:46 d/
                -rwsr-xr-x 0/0              10 1970-01-01 00:00 d/run
                lrwxrwxrwx 0/0               0 1970-01-01 00:00 d/link -> ../run
                hrwsr-xr-x 0/0               0 1970-01-01 00:00 d/hard link to d/run

                """)
    }

    @Test func `keep long names, names that are not ASCII, and owners past the ustar limit`() throws {
        let long = String(repeating: "directory-with-a-long-name/", count: 20) + "größe-\u{65}\u{301}.txt"
        let (entry, content) = try Self.file(long, "x")
        var owned = entry
        owned.owner = Owner(user: 4_000_000_000, group: 3_000_000)
        let archive = try scratch.write("a.tar", Self.tar([(owned, content)]))
        let listing = try Program.output(
            [
                "python3", "-c",
                """
                import tarfile, sys
                for m in tarfile.open(sys.argv[1]): print(m.name, m.uid, m.gid)
                """, archive.string,
            ], environment: ["PYTHONIOENCODING": "utf-8"])
        #expect(Array(listing.utf8) == Array("\(long) 4000000000 3000000\n".utf8))
    }

    @Test func `carry file capabilities as SCHILY.xattr records and nothing else`() throws {
        var (entry, content) = try Self.file("ping", "x")
        entry.extendedAttributes = [
            "security.capability": [1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "user.b": [0xff],
        ]
        let archive = try scratch.write("a.tar", Self.tar([(entry, content)]))
        let records = try Program.output([
            "python3", "-c",
            """
            import tarfile, sys
            for m in tarfile.open(sys.argv[1]): print(sorted(m.pax_headers))
            """, archive.string,
        ])
        #expect(records == "['SCHILY.xattr.security.capability', 'SCHILY.xattr.user.b']\n")
        let reader = try ArchiveReader(file: archive)
        #expect(try reader.next()?.extendedAttributes == entry.extendedAttributes)
    }

    @Test func `say the size of a file over 8 GiB`() throws {
        struct Stop: Error {}
        var head: [UInt8] = []
        let writer = try TarWriter { block in
            block.withUnsafeBytes { head.append(contentsOf: $0.prefix(4096)) }; throw Stop()
        }
        try writer.add(Entry(EntryPath("big"), .file(size: 9 << 30), mode: 0o644))
        #expect(throws: Stop.self) { try writer.write([UInt8](repeating: 0, count: 2 << 20).span.bytes) }
        let archive = try scratch.write("a.tar", head)
        let size = try Program.output([
            "python3", "-c", "import tarfile, sys; print(tarfile.open(sys.argv[1]).next().size)", archive.string,
        ])
        #expect(size == "\(9 << 30)\n")
    }

    @Test func `refuse more bytes than the header says`() throws {
        let writer = try TarWriter { _ in }
        try writer.add(Entry(EntryPath("f"), .file(size: 1), mode: 0o644))
        #expect(throws: ArchiveError.self) { try writer.write([1, 2].span.bytes) }
    }

    @Test func `write UTF-8 names plainly, without a charset record`() throws {
        let bytes = try Self.tar([Self.file("ä/ö", "x")])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("path=ä/ö\n"))
        #expect(!text.contains("hdrcharset"))
    }
}
