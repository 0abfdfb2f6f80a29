import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

/// pip itself says what an installed wheel looks like: the same wheels, at the same path, file by file.
@Suite struct `What pip installs` {
    let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    /// A folder of wheels to compare too; `Scripts/compare-pip` fills it from the package index.
    static let folder = ProcessInfo.processInfo.environment["IMGSHIP_WHEELS"]
    /// The Python the comparison is made with.
    static let python: (path: String, version: String)? = {
        let program = "import sys, os, ensurepip, venv; print(os.path.realpath(sys.executable), sys.version.split()[0])"
        guard let words = try? Program.output(["python3", "-c", program]).split(separator: " ") else { return nil }
        return words.count == 2 ? (String(words[0]), words[1].trimmingCharacters(in: .newlines)) : nil
    }()

    @Test(.enabled(if: python != nil, "needs python3 with venv and ensurepip"))
    func `is what a layer of made-up wheels holds`() throws {
        var data = WheelFixture(name: "Odd_Name", version: "2.0.post1")
        data.files = [
            "odd/__init__.py": "def main(): pass\n", "odd/bin/tool": "#!/bin/sh\n", "odd.pth": "\n", "odd/größe,\"x\".txt": "1",
            "Odd_Name-2.0.post1.data/scripts/run": "#!python -E\nprint(1)\n", "Odd_Name-2.0.post1.data/scripts/cli": "#!python\n",
            "Odd_Name-2.0.post1.data/scripts/native": "\u{7f}ELF", "Odd_Name-2.0.post1.data/headers/odd.h": "int x;",
            "Odd_Name-2.0.post1.data/data/share/odd/readme": "2", "Odd_Name-2.0.post1.data/platlib/plat/x.py": "3",
            "Odd_Name-2.0.post1.dist-info/entry_points.txt": """
            # commands
            [console_scripts]
            cli = odd:main [extra]
            deep=odd.deep:App.run

            [gui_scripts]
            window = odd:main

            [other.group]
            x = not a function

            """,
        ]
        data.executable = ["odd/bin/tool"] + ["run", "cli", "native"].map { "Odd_Name-2.0.post1.data/scripts/\($0)" }
        data.unlisted = ["odd.pth"]
        try compare([data.make(in: scratch), WheelFixture(name: "plain", files: ["plain/x.py": "1"]).make(in: scratch)])
    }

    @Test(.enabled(if: folder != nil && python != nil, "IMGSHIP_WHEELS names a folder of wheels; Scripts/compare-pip makes one"))
    func `is what a layer of published wheels holds`() throws {
        let folder = FilePath(try #require(Self.folder))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.string).filter { $0.hasSuffix(".whl") }.sorted()
        let wheels = try names.map { name in
            let parsed = try WheelFileName(name)
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.appending(name).string)))
            return Wheel(
                LockedArtifact(
                    name: parsed.name.text, version: parsed.version.description, source: "pypi", path: name, size: Int64(bytes.count),
                    digest: Digest(of: bytes)), at: folder.appending(name))
        }
        try compare(wheels)
    }

    /// Makes both environments at one path, one after the other, and compares what is in them.
    private func compare(_ wheels: [Wheel]) throws {
        let python = try #require(Self.python)
        let venv = scratch.path.appending("venv")
        // The name as the wheel writes it: pip calls the directory of C headers what the requirement called the package.
        let requirements = wheels.map { "\($0.name.prefix { $0 != "-" })==\($0.artifact.version) --hash=\($0.artifact.digest)" }
        let list = try scratch.write("requirements.txt", requirements.joined(separator: "\n") + "\n")
        try Program.output([python.path, "-m", "venv", venv.string])
        try Program.output([
            venv.appending("bin/python").string, "-m", "pip", "install", "-q", "--no-compile", "--no-deps", "--no-index",
            "--find-links", try #require(wheels.first).file.removingLastComponent().string,
            "--disable-pip-version-check", "--require-hashes", "-r", list.string,
        ])
        let names = Set(wheels.map(\.artifact.name))
        let theirs = try tree(venv, of: names)
        try FileManager.default.removeItem(atPath: venv.string)

        let requested = Set(try names.map { try PackageName($0) })
        let environment = try VirtualEnvironment(
            path: venv.string, interpreter: PythonInterpreter(path: python.path, version: python.version), requested: requested)
        for (index, group) in WheelGrouping.plan(wheels.map(\.artifact)).enumerated() {
            let members = Set(group.wheels)
            let layer = WheelLayer(
                environment, wheels: wheels.filter { members.contains($0.artifact) }, includesSkeleton: group.includesSkeleton)
            let root = scratch.path.appending("root")
            try FileManager.default.createDirectory(atPath: root.string, withIntermediateDirectories: true)
            try UnpackedLayer(layer).unpack(to: root)
            #expect(index < 16)
        }
        let ours = try tree(FilePath(scratch.path.appending("root").string + venv.string), of: names)
        #expect(Set(ours.keys).symmetricDifference(theirs.keys).sorted().prefix(20) == [])
        #expect(
            theirs.filter { ours[$0.key] != $0.value }.map { "\($0.key): \($0.value), ours \(ours[$0.key] ?? "")" }.sorted().prefix(20)
                == [])
        #expect(
            try Program.output([scratch.path.appending("root").string + venv.appending("bin/python3").string, "-c", "print(1)"]) == "1\n")
    }

    /// Every file with its mode and content, but for what is known to differ:
    /// pip and setuptools, which `venv` brings along; bytecode; `activate` scripts, `pyvenv.cfg` and direct_url.json (a wheel installed from
    /// a file); INSTALLER and its row in RECORD; the order of RECORD's rows, those that pip leaves for scripts it replaced, and how pip before
    /// 24 wrote commands.
    private func tree(_ root: FilePath, of packages: Set<String>) throws -> [String: String] {
        let output = try Program.output(["python3", "-c", Self.lister, root.string] + packages.sorted())
        return try JSONDecoder().decode([String: String].self, from: Data(output.utf8))
    }

    private static let lister = """
        import hashlib, json, os, re, sys
        root, packages, found = sys.argv[1], set(sys.argv[2:]), {}
        def theirs(parts):
            if "__pycache__" in parts: return True
            if parts[0] == "bin": return bool(re.match(r"(?i)activate|pip", parts[-1])) and "pip" not in packages
            for name in ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence.pth"):
                if len(parts) > 3 and name not in packages and re.match(re.escape(name) + r"(-[0-9.]+\\.dist-info)?$", parts[3]): return True
            return parts[-1] in ("pyvenv.cfg", ".gitignore", "direct_url.json", "INSTALLER")
        old = b"# -*- coding: utf-8 -*-\\nimport re\\nimport sys\\n"
        scripts = {}
        for folder, folders, files in os.walk(root):
            for name in files + [f for f in folders if os.path.islink(os.path.join(folder, f))]:
                path = os.path.join(folder, name)
                relative = os.path.relpath(path, root)
                if theirs(relative.split("/")): continue
                if os.path.islink(path):
                    found[relative] = "link" if relative.startswith("bin/python") else "link " + os.readlink(path)
                    continue
                data = open(path, "rb").read()
                if relative.startswith("bin/"):
                    data = re.sub(rb"^#!.*/bin/python[0-9.]*\\n", b"#!python\\n", data)
                    data = re.sub(rb"\\A#!/bin/sh\\n'''exec' .*\\n' '''\\n", b"#!python\\n", data)
                    data = data.replace(old, b"import sys\\n").replace(b"__name__ == \\"__main__\\"", b"__name__ == '__main__'")
                    data = re.sub(rb"sys.argv\\[0\\] = re.sub.*", b"sys.argv[0] = sys.argv[0].removesuffix('.exe')", data)
                if name == "RECORD" and folder.endswith(".dist-info"):
                    rows = data.decode().splitlines()
                    rows = [re.sub(r",sha256=.*", "", r) if r.startswith("../../../bin/") else r for r in rows]
                    data = "\\n".join(sorted(r for r in rows if not re.search(r"INSTALLER,|direct_url.json,|[.]data/scripts/", r))).encode()
                found[relative] = oct(os.stat(path).st_mode & 0o777) + " " + hashlib.sha256(data).hexdigest()
        json.dump(found, sys.stdout)
        """
}
