import Diagnostics
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

@Suite struct `Wheels in a virtual environment` {
    let scratch: TemporaryDirectory

    let environment: VirtualEnvironment

    init() throws {
        scratch = try TemporaryDirectory()
        environment = try VirtualEnvironment(
            path: "/opt/venv", interpreter: PythonInterpreter(path: "/usr/bin/python3.11", version: "3.11.2"))
    }

    let site = "opt/venv/lib/python3.11/site-packages"

    private func unpack(_ fixtures: WheelFixture..., skeleton: Bool = false, in other: VirtualEnvironment? = nil) throws -> UnpackedLayer {
        let wheels = try fixtures.map { try $0.make(in: scratch) }
        return try UnpackedLayer(WheelLayer(other ?? environment, wheels: wheels, includesSkeleton: skeleton))
    }

    private func failure(_ fixtures: WheelFixture...) throws -> PythonError? {
        let wheels = try fixtures.map { try $0.make(in: scratch) }
        return #expect(throws: PythonError.self) { _ = try UnpackedLayer(WheelLayer(environment, wheels: wheels, includesSkeleton: true)) }
    }

    @Test func `stand on a skeleton as python3.11 -m venv makes it`() throws {
        let layer = try unpack(skeleton: true)
        #expect(
            try layer.listing == [
                "drwxr-xr-x opt/", "drwxr-xr-x opt/venv/", "drwxr-xr-x opt/venv/bin/", "drwxr-xr-x opt/venv/include/",
                "drwxr-xr-x opt/venv/include/python3.11/", "drwxr-xr-x opt/venv/lib/", "drwxr-xr-x opt/venv/lib/python3.11/",
                "drwxr-xr-x \(site)/", "lrwxrwxrwx opt/venv/lib64 -> lib",
                "lrwxrwxrwx opt/venv/bin/python3.11 -> /usr/bin/python3.11", "lrwxrwxrwx opt/venv/bin/python -> python3.11",
                "lrwxrwxrwx opt/venv/bin/python3 -> python3.11", "-rw-r--r-- opt/venv/pyvenv.cfg",
            ])
        #expect(
            try layer.text("opt/venv/pyvenv.cfg") == """
                home = /usr/bin
                include-system-site-packages = false
                version = 3.11.2
                executable = /usr/bin/python3.11
                command = /usr/bin/python3.11 -m venv --without-pip /opt/venv

                """)
    }

    @Test func `have their files where the wheel specification puts them`() throws {
        var fixture = WheelFixture()
        fixture.files = [
            "demo/__init__.py": "", "demo/tool": "x", "demo.pth": "import demo\n", "demo-1.0.data/purelib/pure.py": "1",
            "demo-1.0.data/platlib/plat.py": "2", "demo-1.0.data/headers/demo.h": "3", "demo-1.0.data/data/share/demo/x": "4",
            "demo-1.0.data/data/lib64/y": "5", "demo-1.0.data/scripts/plain": "#!/bin/sh\n", "demo/empty/": "",
        ]
        fixture.executable = ["demo/tool"]
        let listing = Set(try unpack(fixture).listing)
        let expected = [
            "-rw-r--r-- \(site)/demo/__init__.py", "-rwxr-xr-x \(site)/demo/tool", "-rw-r--r-- \(site)/demo.pth",
            "-rw-r--r-- \(site)/pure.py", "-rw-r--r-- \(site)/plat.py", "-rw-r--r-- opt/venv/include/site/python3.11/demo/demo.h",
            "-rw-r--r-- opt/venv/share/demo/x", "-rw-r--r-- opt/venv/lib/y", "-rwxr-xr-x opt/venv/bin/plain",
        ]
        for line in expected { #expect(listing.contains(line), "\(line)") }
        #expect(!listing.contains { $0.contains("/empty") })
    }

    @Test(arguments: [
        ("#!python\nprint(1)\n", "#!/opt/venv/bin/python\nprint(1)\n"), ("#!pythonw -E\r\nx", "#!/opt/venv/bin/python\nx"),
        ("#!python", "#!/opt/venv/bin/python\n"), ("#!/usr/bin/python\n", "#!/usr/bin/python\n"), ("", ""),
    ])
    func `have scripts with the environment's interpreter`(written: String, expected: String) throws {
        let layer = try unpack(WheelFixture(files: ["demo-1.0.data/scripts/run": written]))
        #expect(try layer.text("opt/venv/bin/run") == expected)
    }

    @Test func `have a large script rewritten as a stream`() throws {
        let body = (0..<40_000).map { "line \($0)\n" }.joined()
        let layer = try unpack(WheelFixture(files: ["demo-1.0.data/scripts/run": "#!python\n" + body]))
        #expect(try layer.text("opt/venv/bin/run") == "#!/opt/venv/bin/python\n" + body)
    }

    @Test func `have RECORD sorted, with new paths, hashes and the installer's files`() throws {
        var fixture = WheelFixture()
        fixture.files = [
            "demo/a,b.py": "x", "demo-1.0.data/scripts/run": "#!python\n", "demo/late.py": "y",
            "demo-1.0.dist-info/entry_points.txt": "[console_scripts]\ndemo = demo.cli:main\n",
            "demo-1.0.dist-info/INSTALLER": "other",
        ]
        fixture.unlisted = ["demo/late.py"]
        let requested = try VirtualEnvironment(
            path: "/opt/venv", interpreter: environment.interpreter, requested: [PackageName("Demo")])
        let layer = try unpack(fixture, in: requested)
        let record = try layer.text("\(site)/demo-1.0.dist-info/RECORD")
        let paths = record.split(separator: "\r\n").map { $0.hasPrefix("\"") ? "\"demo/a,b.py\"" : String($0.split(separator: ",")[0]) }
        #expect(
            paths == [
                "../../../bin/demo", "../../../bin/run", "demo-1.0.dist-info/INSTALLER", "demo-1.0.dist-info/METADATA",
                "demo-1.0.dist-info/RECORD", "demo-1.0.dist-info/REQUESTED", "demo-1.0.dist-info/WHEEL",
                "demo-1.0.dist-info/entry_points.txt", "\"demo/a,b.py\"", "demo/late.py",
            ])
        #expect(record.contains("demo/late.py,,\r\n"))
        #expect(record.contains("demo-1.0.dist-info/REQUESTED,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\r\n"))
        #expect(try layer.text("\(site)/demo-1.0.dist-info/INSTALLER") == "imgship\n")
    }

    @Test func `are the same bytes whatever order they are given in, and whatever the time of the lock`() throws {
        let a = try WheelFixture(name: "a", files: ["a/x.py": "1"]).make(in: scratch)
        let b = try WheelFixture(name: "b", files: ["b/x.py": "1"]).make(in: scratch)
        let first = try UnpackedLayer(WheelLayer(environment, wheels: [a, b], includesSkeleton: true), latestTime: 1_700_000_000)
        let second = try UnpackedLayer(WheelLayer(environment, wheels: [b, a], includesSkeleton: true), latestTime: 1_800_000_000)
        #expect(first.tar == second.tar)
    }

    @Test func `name the wheel and the file when RECORD does not hold`() throws {
        let fixture = WheelFixture(
            files: ["demo/x.py": "x"], hashes: ["demo/x.py": "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"])
        let error = try failure(fixture)
        #expect(error?.code == .recordMismatch(path: "demo/x.py"))
        #expect(error?.subject == "demo-1.0-py3-none-any.whl")
    }

    @Test(arguments: [
        (
            "has no .dist-info directory",
            WheelFixture(files: ["demo.py": ""], without: ["METADATA", "WHEEL", "RECORD"].map { "demo-1.0.dist-info/\($0)" })
        ),
        ("'demo-1.0.dist-info/WHEEL' is missing", WheelFixture(without: ["demo-1.0.dist-info/WHEEL"])),
        ("'demo-1.0.dist-info/METADATA' is missing", WheelFixture(without: ["demo-1.0.dist-info/METADATA"])),
        ("'demo-1.0.dist-info/RECORD' is missing", WheelFixture(without: ["demo-1.0.dist-info/RECORD"])),
        ("several .dist-info", WheelFixture(files: ["other-2.dist-info/METADATA": ""])),
        ("version 2.0 of the wheel format", WheelFixture(files: ["demo-1.0.dist-info/WHEEL": "Wheel-Version: 2.0\n"])),
        ("Root-Is-Purelib", WheelFixture(files: ["demo-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\n"])),
        ("names the package 'else'", WheelFixture(files: ["demo-1.0.dist-info/METADATA": "Name: else\nVersion: 1.0\n"])),
        ("gives the version '2.0'", WheelFixture(files: ["demo-1.0.dist-info/METADATA": "Name: demo\nVersion: 2.0\n"])),
        ("no Name or no Version", WheelFixture(files: ["demo-1.0.dist-info/METADATA": "\nName: demo\nVersion: 1.0\n"])),
        ("'demo/../../x' leaves the root", WheelFixture(files: ["demo/../../x": "x"])),
        ("'odd' in its .data directory", WheelFixture(files: ["demo-1.0.data/odd/x": "x"])),
        ("no scheme", WheelFixture(files: ["demo-1.0.data/x": "x"])),
        ("names no function", WheelFixture(files: ["demo-1.0.dist-info/entry_points.txt": "[console_scripts]\nx\n"])),
        ("not NAME = MODULE:FUNCTION", WheelFixture(files: ["demo-1.0.dist-info/entry_points.txt": "[console_scripts]\nx = demo\n"])),
        ("not a file name", WheelFixture(files: ["demo-1.0.dist-info/entry_points.txt": "[gui_scripts]\n../x = demo:main\n"])),
        ("65536", WheelFixture(files: ["demo-1.0.dist-info/WHEEL": String(repeating: "x", count: 70_000)])),
    ])
    func `are refused when they are malformed`(reason: String, fixture: WheelFixture) throws {
        let error = try failure(fixture)
        #expect(error?.code == .malformedWheel)
        #expect(error?.subject == fixture.fileName)
        #expect(error?.reason?.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test(arguments: [300, 2000]) func `are refused when they are cut off`(lost: Int) throws {
        let text = (0..<3000).map { "\($0 &* 7919)" }.joined()
        let wheel = try WheelFixture(files: ["demo/x.py": text]).make(in: scratch)
        let bytes = try scratch.read(wheel.name)
        try scratch.write(wheel.name, Array(bytes.dropLast(lost)))
        let error = #expect(throws: PythonError.self) {
            _ = try UnpackedLayer(WheelLayer(environment, wheels: [wheel], includesSkeleton: false))
        }
        #expect(error?.code == .malformedWheel)
    }

    @Test func `are refused when two bring different files of one name`() throws {
        let error = try failure(
            WheelFixture(name: "a", files: ["shared/x.py": "1"]), WheelFixture(name: "b", files: ["shared/x.py": "2"]))
        #expect(error?.code == .conflict(path: "lib/python3.11/site-packages/shared/x.py", other: "b-1.0-py3-none-any.whl"))
        #expect(error?.subject == "a-1.0-py3-none-any.whl")
    }

    @Test(arguments: [("a/x", "a/x/y"), ("a/x/y", "a/x")]) func `are refused when a file of one is a directory of another`(
        first: String, second: String
    ) throws {
        let error = try failure(WheelFixture(name: "p", files: [first: "1"]), WheelFixture(name: "q", files: [second: "1"]))
        #expect(error?.code == .conflict(path: "lib/python3.11/site-packages/a/x", other: "q-1.0-py3-none-any.whl"))
    }

    @Test(arguments: ["bin/python/x", "lib64"]) func `are refused when they replace a link of the environment`(path: String) throws {
        let error = try failure(WheelFixture(files: ["demo-1.0.data/data/\(path)": "x"]))
        #expect(error?.subject == "the virtual environment itself")
    }

    @Test func `are refused when they bring a file of the environment itself`() throws {
        let error = try failure(WheelFixture(files: ["demo-1.0.data/data/pyvenv.cfg": "home = /tmp"]))
        #expect(error?.code == .conflict(path: "pyvenv.cfg", other: "demo-1.0-py3-none-any.whl"))
    }

    @Test func `may share a file with equal content`() throws {
        let layer = try unpack(
            WheelFixture(name: "a", files: ["space/__init__.py": "", "space/a.py": "1"]),
            WheelFixture(name: "b", files: ["space/__init__.py": "", "space/b.py": "1"]))
        #expect(try layer.listing.filter { $0.contains("__init__") }.count == 1)
        #expect(try layer.text("\(site)/b-1.0.dist-info/RECORD").contains("space/__init__.py,"))
    }

    @Test func `may differ in files that no program reads, with a warning`() throws {
        let a = try WheelFixture(name: "a", files: ["README.md": "1", "tests/x.py": "1"]).make(in: scratch)
        let b = try WheelFixture(name: "b", files: ["README.md": "2", "tests/x.py": "2"]).make(in: scratch)
        #expect(try WheelLayer.checkForConflicts(among: [b, a], in: environment).count == 2)
        let layer = try UnpackedLayer(WheelLayer(environment, wheels: [b, a], includesSkeleton: false))
        #expect(try layer.text("\(site)/README.md") == "1")
    }
}
