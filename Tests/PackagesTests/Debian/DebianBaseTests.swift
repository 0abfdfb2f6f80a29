import Archive
import Foundation
import TestSupport
import Testing

@testable import Packages

@Suite struct `A base of Debian packages` {
    let fixture: DebFixture

    init() throws { fixture = try DebFixture() }

    @Test(arguments: ["xz", "zstd", "gzip", "none"]) func `is read whatever its members are compressed with`(compression: String) throws {
        let package = try fixture.package("a", compression: compression, ["usr/bin/tool": .file("text", mode: 0o755)])
        let layer = try fixture.layer([package])
        #expect(layer.text("usr/bin/tool") == "text")
        #expect(layer["usr/bin/tool"]?.mode == 0o755)
        #expect(layer["usr/bin/tool"]?.owner == .root)
        #expect(layer["usr/bin/tool"]?.modificationTime == 1_700_000_000)
    }

    /// The layouts of bookworm, which still ships top-level directories, and of trixie, whose libc6 ships usr/lib64.
    @Test(arguments: ["", "usr/"]) func `has merged directories however a package ships them`(prefix: String) throws {
        let package = try fixture.package(
            "libc6",
            [
                "\(prefix)lib/x86_64-linux-gnu/libc.so.6": .file("libc"),
                "\(prefix)lib64/ld-linux-x86-64.so.2": .link("/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"),
                "\(prefix)bin/sh": .link("dash"),
            ])
        let layer = try fixture.layer([package])
        #expect(layer.text("usr/lib/x86_64-linux-gnu/libc.so.6") == "libc")
        #expect(layer.target("usr/bin/sh") == "dash")
        #expect(layer.target("usr/lib64/ld-linux-x86-64.so.2") == "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        for name in ["bin", "sbin", "lib", "lib64"] { #expect(layer.target(name) == "usr/\(name)") }
        #expect(layer["lib32"] == nil)
        #expect(!layer.entries.keys.contains { $0.hasPrefix("lib64/") || $0.hasPrefix("lib/") || $0.hasPrefix("bin/") })
    }

    @Test func `takes links to merged directories that a package ships for what they are`() throws {
        let package = try fixture.package("base-files", ["bin": .link("usr/bin"), "usr/bin/tool": .file("x")])
        #expect(try fixture.layer([package]).target("bin") == "usr/bin")
    }

    @Test func `leaves documentation out but every copyright in`() throws {
        let package = try fixture.package(
            "a",
            [
                "usr/share/man/man1/a.1.gz": .file("manual"), "usr/share/locale/de/LC_MESSAGES/a.mo": .file("words"),
                "usr/share/doc/a/copyright": .file("licence"), "usr/share/doc/a/changelog.gz": .file("changes"),
                "usr/share/doc/a/examples/x": .file("example"), "usr/share/doc/b": .link("a"), "usr/share/manifest": .file("kept"),
            ])
        let layer = try fixture.layer([package])
        #expect(layer.text("usr/share/doc/a/copyright") == "licence")
        #expect(layer.target("usr/share/doc/b") == "a")
        #expect(layer.text("usr/share/manifest") == "kept")
        let gone = ["usr/share/man", "usr/share/locale", "usr/share/doc/a/changelog.gz", "usr/share/doc/a/examples"]
        for path in gone { #expect(layer[path] == nil) }
    }

    @Test func `writes a copyright through a link that stands for its directory`() throws {
        let first = try fixture.package("a", ["usr/share/doc/b": .link("base")])
        let second = try fixture.package("b", ["usr/share/doc/b/copyright": .file("licence")])
        let layer = try fixture.layer([first, second])
        #expect(layer.target("usr/share/doc/b") == "base")
        #expect(layer.text("usr/share/doc/base/copyright") == "licence")
    }

    @Test func `keeps setuid and sticky bits and hard links`() throws {
        let package = try fixture.package(
            "a",
            [
                "usr/bin/su": .file("su", mode: 0o4755), "usr/bin/wall": .file("wall", mode: 0o2755), "usr/bin/perl": .file("perl"),
                "usr/bin/perl5": .hardLink("usr/bin/perl"), "var/spool/x": .directory(mode: 0o1777),
            ])
        let layer = try fixture.layer([package])
        #expect(layer["usr/bin/su"]?.mode == 0o4755)
        #expect(layer["usr/bin/wall"]?.mode == 0o2755)
        #expect(layer["var/spool/x"]?.mode == 0o1777)
        #expect(layer["usr/bin/perl5"]?.kind == .hardLink(target: try EntryPath("usr/bin/perl")))
    }

    /// Debian ships none, but a package built elsewhere may: the tar holds them as GNU tar's --xattrs writes them.
    @Test(.enabled(if: getuid() == 0, "only root can set a capability")) func `keeps file capabilities`() throws {
        let root = fixture.directory.path
        try fixture.directory.write("tree/usr/bin/ping", "ping", mode: 0o755)
        let program = root.appending("tree/usr/bin/ping").string
        // cap_net_raw+ep, revision 2: struct vfs_cap_data of linux/capability.h.
        let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0] + [UInt8](repeating: 0, count: 12)
        let set = "import os, sys; os.setxattr(sys.argv[1], 'security.capability', bytes(\(capability)))"
        try Program.output(["python3", "-c", set, program])
        let package = try fixture.handmade("a", ["--xattrs", "--xattrs-include=*", "-C", root.appending("tree").string, "."])
        let layer = try fixture.layer([package])
        #expect(layer["usr/bin/ping"]?.extendedAttributes == ["security.capability": capability])
    }

    @Test func `turns a hard link to something left out into the file`() throws {
        let package = try fixture.package(
            "a", ["usr/share/doc/a/data": .file("bytes"), "usr/share/x/data": .hardLink("usr/share/doc/a/data")])
        let layer = try fixture.layer([package])
        #expect(layer.text("usr/share/x/data") == "bytes")
        #expect(layer["usr/share/doc/a/data"] == nil)
    }

    @Test func `refuses a path that two packages ship`() throws {
        let first = try fixture.package("a", ["usr/bin/x": .file("a")])
        let second = try fixture.package("b", ["bin/x": .file("b")])
        #expect(throws: DebianError(.pathConflict(first: "a 1.0", second: "b 1.0"), subject: "usr/bin/x")) {
            _ = try fixture.layer([first, second])
        }
    }

    /// The order of names must not decide: `Replaces` does.
    @Test(arguments: [("a", "b"), ("b", "a")]) func `gives a path to the package that replaces the other`(winner: String, loser: String)
        throws
    {
        let first = try fixture.package(winner, fields: ["Replaces: zz, \(loser) (<< 2)"], ["usr/bin/x": .file("winner")])
        let second = try fixture.package(loser, ["usr/bin/x": .file("loser"), "usr/bin/y": .file("own")])
        let layer = try fixture.layer([first, second])
        #expect(layer.text("usr/bin/x") == "winner")
        #expect(layer.text("usr/bin/y") == "own")
    }

    @Test func `refuses it when the version is not one that is replaced`() throws {
        let first = try fixture.package("a", fields: ["Replaces: b (<< 1.0)"], ["usr/bin/x": .file("a")])
        let second = try fixture.package("b", ["usr/bin/x": .file("b")])
        #expect(throws: DebianError.self) { _ = try fixture.layer([first, second]) }
    }

    @Test func `has what scanners and runtimes look for`() throws {
        let package = try fixture.package("a", fields: ["Section: misc"], ["usr/bin/x": .file("x")])
        let layer = try fixture.layer([package], users: ["nonroot": 65532, "app": 1000])
        #expect(layer.text("var/lib/dpkg/status.d/a")?.contains("Version: 1.0\n") == true)
        #expect(
            layer.text("etc/passwd") == """
                root:*:0:0:root:/root:/bin/sh
                nobody:*:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                app:*:1000:1000:app:/home/app:/usr/sbin/nologin
                nonroot:*:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin

                """)
        #expect(layer.text("etc/group") == "root:*:0:\nnogroup:*:65534:\napp:*:1000:\nnonroot:*:65532:\n")
        #expect(layer["home/nonroot"]?.mode == 0o700)
        #expect(layer["home/nonroot"]?.owner == Owner(user: 65532, group: 65532))
        #expect(layer["tmp"]?.mode == 0o1777)
        #expect(layer["var/tmp"]?.mode == 0o1777)
        #expect(layer.text("etc/hosts")?.hasPrefix("127.0.0.1\tlocalhost\n") == true)
        #expect(layer.text("etc/nsswitch.conf")?.contains("hosts:          files dns\n") == true)
        #expect(layer["etc/shadow"] == nil)
    }

    @Test(arguments: ["", "Root", "a:b", "a\nb", "-a", "1a", String(repeating: "a", count: 33)])
    func `refuses a user name passwd cannot hold`(name: String) throws {
        #expect(throws: DebianError(.invalidUser, subject: name)) { try DebianBase([], users: [name: DebFixture.user("a", 1)]) }
    }

    @Test(arguments: ["/home/a:/bin/sh\nroot2", "/home/a\nroot2:*:0:0", "relative"]) func `refuses a home that would change passwd`(
        home: String
    ) throws {
        #expect(throws: DebianError(.invalidUserPath(user: "a"), subject: home)) {
            try DebianBase([], users: ["a": DebianUser(id: 1, group: 1, home: home, shell: "/bin/sh")])
        }
        #expect(throws: DebianError.self) { try DebianBase([], users: ["a": DebianUser(id: 1, group: 1, home: "/a", shell: home)]) }
    }

    @Test func `joins certificates as update-ca-certificates does`() throws {
        let package = try fixture.package(
            "ca-certificates",
            [
                "usr/share/ca-certificates/mozilla/B.crt": .file("B\n"), "usr/share/ca-certificates/mozilla/A, (1).crt": .file("A"),
                "usr/share/ca-certificates/mozilla/notes.txt": .file("no"),
            ])
        let layer = try fixture.layer([package])
        #expect(layer.text("etc/ssl/certs/ca-certificates.crt") == "A\nB\n")
        #expect(layer.target("etc/ssl/certs/A__=1=.pem") == "/usr/share/ca-certificates/mozilla/A, (1).crt")
        #expect(layer.text("etc/ca-certificates.conf") == "mozilla/A, (1).crt\nmozilla/B.crt\n")
        #expect(layer.target("usr/lib/ssl/certs") == "/etc/ssl/certs")
        #expect(layer.target("usr/lib/ssl/cert.pem") == "/etc/ssl/certs/ca-certificates.crt")
    }

    @Test func `makes the alternative of the highest priority, with its slaves`() throws {
        let script = """
            #!/bin/sh
            set -e
            if [ "$1" = configure ]; then
              update-alternatives --install /usr/bin/editor editor /usr/bin/NAME PRIORITY \\
                --slave /usr/bin/view view /usr/bin/NAME-view \\
                --slave /usr/share/man/man1/editor.1.gz editor.1.gz /usr/share/man/man1/NAME.1.gz
            fi
            """
        let packages = try [("ed", "-100"), ("nano", "40"), ("vim", "30")].map { name, priority in
            try fixture.package(
                name, scripts: ["postinst": script.replacing("NAME", with: name).replacing("PRIORITY", with: priority)],
                ["usr/bin/\(name)": .file(name), "usr/bin/\(name)-view": .file("v"), "usr/share/man/man1/\(name).1.gz": .file("m")])
        }
        let layer = try fixture.layer(packages)
        #expect(layer.target("etc/alternatives/editor") == "/usr/bin/nano")
        #expect(layer.target("usr/bin/editor") == "/etc/alternatives/editor")
        #expect(layer.target("etc/alternatives/view") == "/usr/bin/nano-view")
        #expect(layer["etc/alternatives/editor.1.gz"] == nil)
        #expect(fixture.reporter.warnings.isEmpty)
    }

    @Test func `names the first command of a script that is not understood`() throws {
        let package = try fixture.package(
            "a", scripts: ["postinst": "#!/bin/sh\nset -e\nif [ \"$1\" = configure ]; then\n  useradd -r \"$NAME\"\nfi\n"],
            ["usr/bin/x": .file("x")])
        _ = try fixture.layer([package])
        #expect(
            fixture.reporter.warnings == [
                "the postinst of 'a 1.0' was not run, and does more than imgship knows to make: `useradd -r $NAME`"
            ])
    }

    @Test func `has the same bytes in whatever order the packages come`() throws {
        let packages = try ["c", "a", "b"].map { name in
            try fixture.package(name, ["usr/bin/\(name)": .file(name), "usr/share/doc/\(name)/copyright": .file("l")])
        }
        let first = try fixture.tar(packages, users: ["x": 1, "y": 2])
        #expect(try fixture.tar(packages.reversed(), users: ["y": 2, "x": 1]) == first)
        #expect(try fixture.tar([packages[1], packages[0], packages[2]], users: ["x": 1, "y": 2]) == first)
    }

    @Test func `gives what it makes the newest time of the packages that is not after the lock`() throws {
        let package = try fixture.package("a", ["usr/bin/x": .file("x")])
        #expect(try fixture.layer([package])["etc/passwd"]?.modificationTime == 1_700_000_000)
        #expect(try fixture.layer([package], latestTime: 1_600_000_000)["usr/bin/x"]?.modificationTime == 1_600_000_000)
    }
}

@Suite struct `A damaged Debian package` {
    let fixture: DebFixture

    init() throws { fixture = try DebFixture() }

    @Test(arguments: [1, 8, 60, 70, 130, 150, 200, 400]) func `is refused by name wherever it is cut off`(length: Int) throws {
        let whole = try fixture.package("a", compression: "gzip", ["usr/bin/x": .file(String(repeating: "text", count: 4000))])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: whole.file.string)).prefix(length))
        try expectDamaged(bytes)
    }

    @Test func `is refused when its last bytes are missing`() throws {
        let whole = try fixture.package("a", ["usr/bin/x": .file(String(repeating: "text", count: 4000))])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: whole.file.string)))
        for missing in [1, 30, 100] { try expectDamaged(Array(bytes.dropLast(missing))) }
    }

    @Test(arguments: ["", "not an archive", "!<arch>\n"]) func `is refused when it is none`(text: String) throws {
        try expectDamaged(Array(text.utf8))
    }

    @Test func `is refused when a path leaves the root`() throws {
        try fixture.directory.write("tree/x", "x")
        let package = try fixture.handmade(
            "a", ["-C", fixture.directory.path.appending("tree").string, "--transform", "s,^x,../x,", "-P", "x"])
        #expect(throws: DebianError(.damagedPackage, subject: "a 1.0", reason: "the path '../x' leaves the root of its archive")) {
            _ = try fixture.layer([package])
        }
    }

    private func expectDamaged(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = try fixture.directory.write("broken.deb", bytes)
        let package = try fixture.locked("a", "1.0", file)
        let error = #expect(throws: DebianError.self, sourceLocation: sourceLocation) { _ = try fixture.layer([package]) }
        #expect(error?.code == .damagedPackage, sourceLocation: sourceLocation)
        #expect(error?.subject == "a 1.0", sourceLocation: sourceLocation)
    }
}
