import Diagnostics
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

@Suite struct `Resolving Python packages` {
    let scratch: TemporaryDirectory

    let target: PythonTarget

    init() throws {
        scratch = try TemporaryDirectory()
        target = try PythonTarget(
            python: PythonInterpreter(path: "/usr/bin/python3.11", version: "3.11.2"), platform: .linuxAMD64, glibcMinor: 36)
    }

    private static let hash = String(repeating: "ab", count: 32)

    /// A `uv` that notes how it was called, then does what `script` says; `$OUT` is where its answer goes.
    private func resolver(_ script: String, sources: [PythonSource]? = nil, size: Int64 = 99) throws -> PythonResolver {
        let log = scratch.path.appending("log").string
        try scratch.write(
            "bin/uv",
            """
            #!/bin/sh
            [ "$1" = --version ] && exit 0
            echo "$@" >> \(log)
            env | grep -E '^(UV_|SSL_CERT_FILE)' | sort >> \(log)
            previous=; for word in "$@"; do [ "$previous" = -o ] && OUT=$word; previous=$word; done
            \(script)
            """, mode: 0o755)
        let defaults = [PythonSource(name: "pypi", indexes: [IndexAddress("https://user:pass@index.example/simple")])]
        return PythonResolver(
            sources: sources ?? defaults, scratch: scratch.path,
            environment: ["PATH": scratch.path.appending("bin").string + ":/usr/bin:/bin", "UV_INDEX_URL": "http://old.example"],
            size: { _ in size })
    }

    private func log() throws -> String { String(decoding: try scratch.read("log"), as: UTF8.self) }

    /// A `pylock.toml` with one package per text, each the body of its table.
    private static func pylock(_ packages: String...) -> String {
        "lock-version = '1.0'\ncreated-by = 'test'\n" + packages.map { "[[packages]]\n\($0)\n" }.joined()
    }

    private static func wheel(_ name: String, size: String = "size = 7, ") -> String {
        "{ url = 'https://files.example/x/\(name)', \(size)hashes = { sha256 = '\(hash)' } }"
    }

    @Test func `takes names, versions, files, sizes and hashes from uv`() async throws {
        let answer = Self.pylock("name = 'idna'\nversion = '3.20'\nwheels = [\(Self.wheel("idna-3.20-py3-none-any.whl"))]")
        let resolver = try resolver("cat > $OUT <<'END'\n\(answer)\nEND")
        let list = try scratch.write("requirements.in", "idna\n")
        let found = try await resolver.resolve([list], for: target)
        let digest = try Digest("sha256:" + Self.hash)
        #expect(
            found == [
                LockedArtifact(name: "idna", version: "3.20", source: "pypi", path: "idna-3.20-py3-none-any.whl", size: 7, digest: digest)
            ])
        let log = try log()
        #expect(log.contains("--only-binary :all: --python-version 3.11.2 --python-platform x86_64-manylinux_2_36 --format pylock.toml"))
        #expect(log.contains("UV_DEFAULT_INDEX=https://user:pass@index.example/simple\n"))
        #expect(!log.split(separator: "\n").contains { $0.hasPrefix("pip ") && $0.contains("pass") }, "no password on a command line")
        #expect(!log.contains("old.example"))
    }

    @Test func `asks for sizes the index does not give`() async throws {
        let answer = Self.pylock("name = 'a'\nwheels = [\(Self.wheel("a-1-py3-none-any.whl", size: ""))]")
        let resolver = try resolver("cat > $OUT <<'END'\n\(answer)\nEND", size: 4321)
        #expect(try await resolver.resolve([scratch.write("r.in", "a")], for: target).map(\.size) == [4321])
    }

    @Test func `keeps the versions of the lock but for what is updated`() async throws {
        let old = LockedArtifact(name: "idna", version: "3.4", source: "pypi", path: "x", size: 1, digest: Digest(of: []))
        let resolver = try resolver("cat $OUT >> \(scratch.path.appending("log").string)\ncat > $OUT <<'END'\n\(Self.pylock())\nEND")
        _ = try await resolver.resolve([scratch.write("r.in", "a")], for: target, locked: [old], update: .packages([PackageName("anyio")]))
        #expect(try log().contains("--upgrade-package anyio"))
        #expect(try log().contains("name = \"idna\"\nversion = \"3.4\"\n"))
    }

    @Test func `tells sources apart`() async throws {
        let answer = Self.pylock(
            "name = 'a'\nwheels = [\(Self.wheel("a-1-py3-none-any.whl"))]", "name = 'b'\nwheels = [\(Self.wheel("b-1-py3-none-any.whl"))]")
        let resolver = try resolver(
            """
            case "$*" in *annotation*) printf 'a==1\\n    # from https://two.example/simple\\nb==1\\n    # from https://one.example/simple/\\n'; exit;; esac
            cat > $OUT <<'END'
            \(answer)
            END
            """,
            sources: [
                PythonSource(name: "own", indexes: [IndexAddress("https://u:p@two.example/simple/")]),
                PythonSource(name: "pypi", indexes: [IndexAddress("https://one.example/simple")]),
            ])
        let found = try await resolver.resolve([scratch.write("r.in", "a\nb")], for: target)
        #expect(found.map { "\($0.name) \($0.source)" } == ["a own", "b pypi"])
    }

    /// The words of uv 0.13.
    @Test func `names a package that has no wheel, and the ways out`() async throws {
        let words = """
            error: No solution found when resolving dependencies
              cause: Because all versions of docopt have no usable wheels and you require docopt, we can conclude that your requirements are unsatisfiable.

            hint: Wheels are required for `docopt` because building from source is disabled for all packages (i.e., with `--no-build`)
            """
        let resolver = try resolver("cat >&2 <<'END'\n\(words)\nEND\nexit 1")
        let list = try scratch.write("r.in", "docopt")
        let error = await #expect(throws: PythonError.self) { try await resolver.resolve([list], for: target) }
        #expect(error?.code == .noWheel)
        #expect(error?.summary == "the package 'docopt' has no usable wheel")
        #expect(error?.reason?.contains("Because all versions of docopt have no usable wheels") == true)
        #expect(error?.hint?.contains("pip wheel --no-deps docopt") == true)
        #expect(error?.exitCode == .usage)
    }

    @Test func `passes on what uv says of requirements without a solution`() async throws {
        let resolver = try resolver("echo 'error: No solution found: numpy==1.0' >&2; exit 1")
        let list = try scratch.write("r.in", "numpy==1.0")
        let error = await #expect(throws: PythonError.self) { try await resolver.resolve([list], for: target) }
        #expect(error?.code == .unresolvable)
        #expect(error?.reason == "No solution found: numpy==1.0")
    }

    @Test func `says when uv is missing`() async throws {
        try scratch.write("empty/x", "")
        let resolver = PythonResolver(
            sources: [], scratch: scratch.path, environment: ["PATH": scratch.path.appending("empty").string], size: { _ in 0 })
        let list = try scratch.write("r.in", "a")
        let error = await #expect(throws: HelperError.self) { try await resolver.resolve([list], for: target) }
        #expect(error == HelperError(.missing, program: "uv"))
    }

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["IMGSHIP_UV"] != nil,
            "IMGSHIP_UV names the directory of a uv, which needs a package index"))
    func `works with the real uv`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let path = try #require(environment["IMGSHIP_UV"]) + ":" + (environment["PATH"] ?? "")
        let addresses = try PythonAddresses(environment: environment, home: environment["HOME"]) {
            try? String(contentsOfFile: $0, encoding: .utf8)
        }
        let resolver = PythonResolver(sources: [addresses.source], scratch: scratch.path, environment: ["PATH": path], size: { _ in 1 })
        let list = try scratch.write("r.in", "uvicorn[standard]\n")
        let found = try await resolver.resolve([list], for: target)
        #expect(found.map(\.name).contains("uvloop"))
        #expect(found.allSatisfy { $0.source == "pypi" && $0.size > 1000 })
        let old = found.map {
            $0.name == "idna" ? LockedArtifact(name: "idna", version: "3.7", source: "", path: "", size: 0, digest: $0.digest) : $0
        }
        #expect(
            try await resolver.resolve([list], for: target, locked: old, update: .nothing).filter { $0.name != "idna" }
                == found.filter { $0.name != "idna" })
        let hashed = found.map { "\($0.name)==\($0.version) --hash=\($0.digest)\n" }.joined()
        #expect(try await resolver.resolve([scratch.write("requirements.txt", hashed)], for: target) == found)
        let sdist = try scratch.write("d.in", "docopt\n")
        let error = await #expect(throws: PythonError.self) { try await resolver.resolve([sdist], for: target) }
        #expect(error?.code == .noWheel)
        #expect(error?.subject == "docopt")
    }

    // MARK: pylock.toml

    @Test func `takes the best wheel of a pylock.toml for each platform`() throws {
        let names = [
            "a-1-py3-none-any.whl", "a-1-cp311-cp311-manylinux_2_17_x86_64.whl", "a-1-cp311-cp311-manylinux_2_28_x86_64.whl",
            "a-1-cp312-cp312-manylinux_2_28_x86_64.whl", "a-1-cp311-cp311-musllinux_1_2_x86_64.whl",
            "a-1-2-cp311-cp311-manylinux_2_28_x86_64.whl",
        ]
        let text = Self.pylock(
            "name = 'A'\nwheels = [\(names.map { Self.wheel($0) }.joined(separator: ", "))]",
            "name = 'never'\nmarker = \"sys_platform == 'win32'\"\nsdist = {}",
            "name = 'dev'\nmarker = \"'dev' in dependency_groups\"\nsdist = {}")
        let document = try PylockDocument(text, file: "pylock.toml")
        #expect(try document.wheels(for: target).map(\.file.text) == ["a-1-2-cp311-cp311-manylinux_2_28_x86_64.whl"])
        let arm = try PythonTarget(python: target.python, platform: .linuxARM64, glibcMinor: 36)
        #expect(try document.wheels(for: arm).map(\.file.text) == ["a-1-py3-none-any.whl"])
    }

    @Test func `uses a pylock.toml of the user's without uv`() async throws {
        let file = try scratch.write("pylock.app.toml", Self.pylock("name = 'a'\nwheels = [\(Self.wheel("a-1-py3-none-any.whl"))]"))
        let resolver = PythonResolver(sources: [], scratch: scratch.path, environment: ["PATH": "/nowhere"], size: { _ in 0 })
        #expect(try await resolver.resolve([file], for: target).map(\.name) == ["a"])
    }

    @Test(arguments: [
        ("lock-version = [", PythonError.Code.malformedFile), ("x = 1", .malformedFile), ("lock-version = '2.0'", .malformedFile),
        (pylock("version = '1'"), .malformedFile), (pylock("name = 'a'\nsdist = {}"), .noWheel), (pylock("name = 'a'"), .noWheel),
        (pylock("name = 'a'\nwheels = [{ name = 'a-1-py3-none-any.whl' }]"), .malformedFile),
        (pylock("name = 'a'\nwheels = [\(wheel("b-1-py3-none-any.whl"))]"), .malformedFile),
        (pylock("name = 'a'\nwheels = [\(wheel("a-1-cp39-cp39-win32.whl"))]"), .noWheel),
        (pylock("name = 'a'\nmarker = 'x'\nwheels = []"), .invalidValue),
        (pylock("name = 'a'\nrequires-python = '>=3.12'\nwheels = [\(wheel("a-1-py3-none-any.whl"))]"), .incompatibleWheel),
        (
            pylock("name = 'a'\nwheels = [\(wheel("a-1-py3-none-any.whl"))]", "name = 'a'\nwheels = [\(wheel("a-2-py3-none-any.whl"))]"),
            .malformedFile
        ),
    ])
    func `refuses a pylock.toml`(text: String, code: PythonError.Code) {
        let error = #expect(throws: PythonError.self) { try PylockDocument(text, file: "pylock.toml").wheels(for: target) }
        #expect(error?.code == code)
    }

    // MARK: requirements with hashes

    @Test func `reads what pip-compile writes`() throws {
        let text = """
            # This file was made by pip-compile
            anyio[trio]==4.16.0 ; python_version >= "3.8" \\
                --hash=sha256:\(Self.hash) \\
                --hash=sha512:\(Self.hash)\(Self.hash) \\
                --hash sha256:\(String(repeating: "cd", count: 32))
                # via -r requirements.in
            colorama==0.4.6; sys_platform == "win32" --hash=sha256:\(Self.hash)
            idna == 3.20 --hash=sha256:\(Self.hash)  # trailing
            """
        #expect(HashedRequirements.isHashed(text))
        let read = try HashedRequirements(text, file: "requirements.txt").applying(to: target)
        #expect(
            read.map { "\($0.name) \($0.version) \($0.digests.count) \($0.location)" } == [
                "anyio 4.16.0 2 requirements.txt:2", "idna 3.20 1 requirements.txt:8",
            ])
    }

    @Test(arguments: [
        ("a==1 --hash=sha256:\(hash)\nb==2", 2), ("a>=1 --hash=sha256:\(hash)", 1), ("a --hash=sha256:\(hash)", 1),
        ("a==1.* --hash=sha256:\(hash)", 1),
        ("\n\n-r other.txt\na==1 --hash=sha256:\(hash)", 3), ("a==1 --hash=md5:00", 1), ("a @ https://x/y.whl --hash=sha256:\(hash)", 1),
        ("a==1 --hash=sha256:\(hash)\n\na==2 --hash=sha256:\(hash)", 3),
    ])
    func `names the line of an entry that is not pinned or hashed`(text: String, line: Int) {
        let error = #expect(throws: PythonError.self) { try HashedRequirements(text, file: "r.txt").applying(to: target) }
        #expect(error?.code == .malformedFile)
        #expect(error?.location == SourceLocation(file: "r.txt", line: line))
    }

    @Test func `takes only files with a listed hash`() async throws {
        let other = String(repeating: "00", count: 32)
        let answer = Self.pylock(
            "name = 'a'\nwheels = [\(Self.wheel("a-1-py3-none-any.whl")), { url = 'https://x/a-1-cp311-cp311-linux_x86_64.whl', size = 1, hashes = { sha256 = '\(other)' } }]"
        )
        let resolver = try resolver("cat > $OUT <<'END'\n\(answer)\nEND")
        let list = try scratch.write("r.txt", "a==1 --hash=sha256:\(Self.hash)\n")
        #expect(try await resolver.resolve([list], for: target).map(\.path) == ["a-1-py3-none-any.whl"])
        #expect(try log().contains("--no-deps"))
        let wrong = try scratch.write("w.txt", "a==1 --hash=sha256:\(String(repeating: "11", count: 32))\n")
        let error = await #expect(throws: PythonError.self) { try await resolver.resolve([wrong], for: target) }
        #expect(error?.code == .noWheel)
    }

    @Test func `knows which packages were asked for by name`() throws {
        let text =
            "# comment\nfastapi\nuvicorn[standard]>=0.30\nPyYAML==6 \\\n  --hash=sha256:x\n-r other.in\nhttps://x/y.whl\nidna; os_name == 'nt'\n"
        #expect(PythonResolver.requested(in: text).map(\.text).sorted() == ["fastapi", "idna", "pyyaml", "uvicorn"])
    }
}
