import Archive
import Testing

@testable import Packages

@Suite struct `Links of a layer` {
    /// As the kernel resolves them below a root: path_resolution(7).
    @Test(arguments: [
        ("bin/sh", "usr/bin/sh"), ("lib64", "lib64"), ("opt/absolute/x", "usr/share/x"), ("opt/relative/x", "opt/y/x"),
        ("opt/up/x", "etc/x"),
        ("opt/out/x", "etc/x"), ("opt/chain/x", "usr/share/x"), ("opt/absolute", "opt/absolute"), ("opt/merged/x", "usr/lib/x"),
    ]) func `are followed in every component but the last`(path: String, place: String) throws {
        var links = try LinkTable()
        for (name, target) in [
            "absolute": "/usr/share", "relative": "./y", "up": "../etc", "out": "../../../etc", "chain": "absolute", "merged": "/lib",
        ] { links.add(try EntryPath("opt/" + name), target: target) }
        #expect(try links.locate(EntryPath(path)) == EntryPath(place))
    }

    @Test func `that lead to themselves are an error`() throws {
        var links = try LinkTable()
        links.add(try EntryPath("a"), target: "b")
        links.add(try EntryPath("b"), target: "a/x")
        #expect(throws: DebianError(.linkLoop, subject: "a/y")) { try links.locate(EntryPath("a/y")) }
    }
}
