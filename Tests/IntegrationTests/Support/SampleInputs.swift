import Foundation
import OCI
import SystemPackage
import TestSupport

/// A Debian archive with one package and a Python index with two wheels, on disk, and the lock that names them.
final class SampleInputs: Sendable {
    let directory: TemporaryDirectory
    let pylock: String
    let lock: String

    /// One for all tests that do not change it.
    static let shared: Result<SampleInputs, any Error> = Result {
        let inputs = try SampleInputs()
        // What is static is never let go of.
        atexit {
            if let inputs = try? SampleInputs.shared.get() { try? FileManager.default.removeItem(atPath: inputs.directory.path.string) }
        }
        return inputs
    }

    init() throws {
        directory = try TemporaryDirectory()
        let package = try Self.package(in: directory)
        var wheels: [String] = []
        var tables: [String] = []
        for name in ["demo", "other"] {
            let file = "\(name)-1.0-py3-none-any.whl"
            let path = try Self.wheel(name, file, in: directory)
            let bytes = try directory.read("simple/\(name)/\(file)")
            let digest = Digest(of: bytes)
            wheels.append("    - [\(name), '1.0', pypi, \(file), \(bytes.count), \(digest)]")
            tables.append(
                """
                [[packages]]
                name = "\(name)"
                version = "1.0"
                wheels = [{name = "\(file)", url = "file://\(path)", size = \(bytes.count), hashes = {sha256 = "\(digest.hex)"}}]

                """)
        }
        pylock = "lock-version = \"1.0\"\ncreated-by = \"a test\"\n\n" + tables.joined(separator: "\n")
        lock = Self.lock(package, wheels, pylock)
    }

    /// In the form that a lock has; what it asks for is fingerprinted as `name=value` with a NUL behind each.
    private static func lock(_ package: String, _ wheels: [String], _ pylock: String) -> String {
        let platforms = ["platforms=linux/amd64", "platforms=linux/arm64", "platforms="]
        let base = request(["release=bookworm", "packages=tiny", "packages=", "excluded=", "provided="] + platforms)
        let python = request(["lock=\(Digest(of: pylock.utf8))", "version=3.11", "release=bookworm"] + platforms)
        return """
            version: 1
            time: 2026-01-31T12:00:00Z
            bases:
              tiny:
                request: \(base)
                platforms: [linux/amd64, linux/arm64]
                all:
            \(package)
            environments:
              whole:
                request: \(python)
                platforms: [linux/amd64, linux/arm64]
                all:
            \(wheels.joined(separator: "\n"))

            """
    }

    private static func request(_ values: [String]) -> Digest { Digest(of: values.map { $0 + "\0" }.joined().utf8) }

    private static func package(in directory: TemporaryDirectory) throws -> String {
        let control = "Package: tiny\nVersion: 1.0\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a test\n"
        try directory.write("tree/DEBIAN/control", control)
        try directory.write("tree/usr/bin/tiny", "#!/bin/sh\n", mode: 0o755)
        try directory.write("tree/usr/share/doc/tiny/copyright", "free\n")
        let tree = directory.path.appending("tree").string
        try Program.output(["chmod", "-R", "u+rwX,go+rX,go-w", tree])
        try Program.output(["mkdir", "-p", directory.path.appending("debian/pool").string])
        try Program.output(
            ["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", tree, directory.path.appending("debian/pool/tiny_1.0_all.deb").string])
        let bytes = try directory.read("debian/pool/tiny_1.0_all.deb")
        return "    - [tiny, '1.0', debian, pool/tiny_1.0_all.deb, \(bytes.count), \(Digest(of: bytes))]"
    }

    /// A wheel with a module and a console script, made by Python's own zipfile.
    private static func wheel(_ name: String, _ file: String, in directory: TemporaryDirectory) throws -> String {
        let path = directory.path.appending("simple/\(name)/\(file)").string
        try Program.output(["mkdir", "-p", directory.path.appending("simple/\(name)").string])
        let program = """
            import base64, hashlib, sys, zipfile
            path, name = sys.argv[1:]
            info = f"{name}-1.0.dist-info"
            files = {
                f"{name}/__init__.py": "def main(): print('hello')\\n",
                f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n",
                f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
                f"{info}/entry_points.txt": f"[console_scripts]\\n{name} = {name}:main\\n",
            }
            record = ""
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
                for entry, text in files.items():
                    wheel.writestr(zipfile.ZipInfo(entry, (2024, 5, 17, 12, 30, 2)), text)
                    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
                    record += f"{entry},sha256={digest},{len(text)}\\n"
                wheel.writestr(zipfile.ZipInfo(f"{info}/RECORD", (2024, 5, 17, 12, 30, 2)), record + f"{info}/RECORD,,\\n")
            """
        try Program.output(["python3", "-c", program, path, name])
        return path
    }
}
