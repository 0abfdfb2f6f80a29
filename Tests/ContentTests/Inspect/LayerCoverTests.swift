import Archive
import Testing

@testable import Content

/// The cases of image-spec v1.1 "Image Layer Filesystem Changeset"; that whole images come out as umoci unpacks them is tested with the program.
@Suite struct `What upper layers hide` {
    /// Takes layers from the top, and says what stays visible.
    private func visible(_ layers: [[Entry]]) -> [String] {
        var cover = LayerCover()
        var visible: [String] = []
        for layer in layers {
            for entry in layer where cover.take(entry) == .visible { visible.append(entry.path.text) }
            cover.endLayer()
        }
        return visible.sorted()
    }

    private func file(_ path: String) throws -> Entry { Entry(try EntryPath(path), .file(size: 1), mode: 0o644) }
    private func directory(_ path: String) throws -> Entry { Entry(try EntryPath(path), .directory, mode: 0o755) }

    @Test func `whiteouts hide a file, or a directory with all that is below it`() throws {
        let lower = try [directory("a"), file("a/b"), file("a/bc"), directory("d"), file("d/e")]
        #expect(visible([try [file("a/.wh.b"), file(".wh.d")], lower]) == ["a", "a/bc"])
    }

    @Test func `opaque directories hide what is below them, and stay`() throws {
        let lower = try [directory("a"), file("a/b"), file("ab")]
        #expect(visible([try [file("a/.wh..wh..opq"), file("a/new")], lower]) == ["a", "a/new", "ab"])
        #expect(visible([[try file(".wh..wh..opq")], lower]) == [])
    }

    @Test func `a layer does not hide its own`() throws {
        #expect(visible([try [file(".wh.a"), file("a"), file("b/.wh..wh..opq"), file("b/c")]]) == ["a", "b/c"])
    }

    @Test func `what replaces a file or a directory hides it`() throws {
        let upper = try [file("was-directory"), directory("was-file"), file("same")]
        let lower = try [directory("was-directory"), file("was-directory/x"), file("was-file"), file("same")]
        #expect(visible([upper, lower]) == ["same", "was-directory", "was-file"])
    }

    @Test func `a file lives on under its other name`() throws {
        var cover = LayerCover()
        #expect(cover.take(try file(".wh.a")) == .hidden)
        cover.endLayer()
        #expect(cover.take(Entry(try EntryPath("a"), .file(size: 42), mode: 0o644)) == .hidden)
        let link = Entry(try EntryPath("b"), .hardLink(target: try EntryPath("a")), mode: 0o644)
        #expect(cover.take(link) == .heir(size: 42))
        #expect(cover.take(Entry(try EntryPath("c"), .hardLink(target: try EntryPath("a")), mode: 0o644)) == .visible, "counted once")
    }
}
