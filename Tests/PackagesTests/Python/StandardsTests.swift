import Foundation
import OCI
import TestSupport
import Testing

@testable import Packages

/// `packaging`, the library pip itself is made with, says what versions, markers and tags mean.
@Suite struct `Python standards` {
    /// Imports `packaging`, alone or as pip carries it.
    private static let header = """
        import json, sys
        try:
            from packaging import markers, specifiers, tags, utils, version
        except ImportError:
            from pip._vendor.packaging import markers, specifiers, tags, utils, version
        """
    static let hasPackaging = (try? Program.run(["python3", "-c", header]).status) == 0

    /// Whether it is as new as the rules for `<` and `>` beside pre- and post-releases that we follow.
    static let hasNewPackaging =
        (try? Program.run(["python3", "-c", "import packaging; assert int(packaging.__version__.split('.')[0]) >= 26"]).status) == 0

    private func ask<Answer: Decodable>(_ program: String, _ input: some Encodable) throws -> Answer {
        let output = try Program.output(["python3", "-c", Self.header + "\n" + program], input: [UInt8](JSONEncoder().encode(input)))
        return try JSONDecoder().decode(Answer.self, from: Data(output.utf8))
    }

    private static let versions = [
        "1", "1.0", "1.0.0", "1.1", "1.0.dev1", "1.0a1", "1.0alpha1", "1.0.a.1", "1.0b2", "1.0rc1", "1.0c1", "1.0preview3", "1.0a1.dev2",
        "1.0.post1",
        "1.0-1", "1.0.post1.dev3", "1.0rev2", "1.0+local", "1.0+local.2", "1.0+2", "1.0+abc.1", "1.0a1+x", "2!0.5", "0.9", "v1.0", " 1.0 ",
        "1.10", "1.9",
        "2024.10.22", "1.0.0.1", "3.11", "3.11.2", "3.9", "3.12.0rc1", "1.0.POST2", "1.0_post3", "1.0.dev",
    ]

    @Test(.enabled(if: hasPackaging, "needs Python's packaging, which pip brings along"))
    func `order versions as packaging does`() throws {
        let order: [[Int]] = try ask(
            "v = [version.Version(t) for t in json.load(sys.stdin)]; print(json.dumps([[(a > b) - (a < b) for b in v] for a in v]))",
            Self.versions)
        let parsed = try Self.versions.map { try PythonVersion($0) }
        for (i, a) in parsed.enumerated() {
            for (j, b) in parsed.enumerated() {
                #expect((a > b ? 1 : a < b ? -1 : 0) == order[i][j], "\(a) and \(b)")
                if a == b { #expect(a.hashValue == b.hashValue) }
            }
        }
    }

    @Test(.enabled(if: hasNewPackaging, "needs Python's packaging, 26 or newer"))
    func `match specifiers as packaging does`() throws {
        let conditions = ["==", "!=", "<=", ">=", "<", ">", "~=", "==="].flatMap { op in
            [
                "1.0", "1.0.0", "1", "1.0a1", "1.0.post1", "1.0.dev1", "1.0+local", "1.*", "1.0.*", "3.11", "2!0.5", "1.0rc1", "nonsense",
                "1.0.post1.dev3",
            ].map { op + $0 }
        }
        let program = """
            texts, candidates = json.load(sys.stdin)
            def one(text, v):
                try: return specifiers.Specifier(text).contains(v.strip(), prereleases=True)
                except specifiers.InvalidSpecifier: return None
            print(json.dumps([[one(t, v) for v in candidates] for t in texts]))
            """
        let answers: [[Bool?]] = try ask(program, [conditions, Self.versions])
        for (i, text) in conditions.enumerated() where !text.hasPrefix("===") {
            for (j, candidate) in Self.versions.enumerated() {
                let found = try VersionSpecifier(text).map { $0.contains(try PythonVersion(candidate)) }
                #expect(found == answers[i][j], "\(candidate) \(text)")
            }
        }
    }

    @Test(arguments: ["", "x", "1..0", "1.0-", "1.0+", "1.0+a..b", "1.0 beta x", "1.0a1a2", "1!", "99999999999999999999", "١.٠"])
    func `refuse what is no version`(text: String) {
        #expect(throws: PythonError.self) { try PythonVersion(text) }
    }

    private let target: PythonTarget

    init() throws {
        target = try PythonTarget(
            python: PythonInterpreter(path: "/usr/bin/python3.11", version: "3.11.2"), platform: .linuxAMD64, glibcMinor: 36)
    }

    @Test(.enabled(if: hasPackaging, "needs Python's packaging, which pip brings along"))
    func `evaluate markers as packaging does`() throws {
        let texts = [
            "python_version < '3.12'", "python_version >= \"3.9\" and sys_platform == 'linux'", "python_version > '3.11'",
            "python_full_version < '3.11.3'", "python_full_version == '3.11.*'", "'3.8' <= python_version", "python_version in '3.10 3.11'",
            "python_version not in '3.9, 3.10'",
            "platform_machine == 'x86_64' or platform_machine == 'aarch64' and sys_platform == 'darwin'",
            "(platform_machine == 'x86_64' or platform_machine == 'aarch64') and sys_platform == 'darwin'", "os_name == 'nt'",
            "os_name != 'nt'",
            "platform_system == 'Linux'", "implementation_name == 'cpython' and platform_python_implementation != 'PyPy'",
            "extra == 'socks'", "extra != 'socks'", "extra == ''", "'linux' in sys_platform", "sys_platform in 'linux linux2'",
            "implementation_version >= '3.11'", "platform_python_implementation=='CPython'and(python_version>='3')",
            "python_version ~= '3.10'",
            "python_version === '3.11'", "python_version == '3.11.0'", "os.name == 'posix'", "python_implementation == 'CPython'",
            "sys_platform == 'linux' and platform_machine in 'x86_64 X86_64 aarch64 AARCH64 amd64 AMD64'", "python_version == 'x'",
            "sys_platform < 'z'", "sys_platform <= 'linux'", "python_version < '3.11' or python_version >= '3.11' and python_version < '4'",
        ]
        let environment = Dictionary(
            uniqueKeysWithValues: MarkerVariable.allCases.filter { !$0.isSet }.map { ($0.rawValue, MarkerEnvironment(target)[$0]) })
        struct Question: Encodable {
            let texts: [String]
            let environment: [String: String]
        }
        let program = """
            q = json.load(sys.stdin)
            print(json.dumps([markers.Marker(t).evaluate(q["environment"]) for t in q["texts"]]))
            """
        let answers: [Bool] = try ask(program, Question(texts: texts, environment: environment))
        for (text, answer) in zip(texts, answers) { #expect(try Marker(text).holds(in: MarkerEnvironment(target)) == answer, "\(text)") }
    }

    @Test func `evaluate what only lock files have`() throws {
        let environment = MarkerEnvironment(target, extras: ["fast"], dependencyGroups: ["dev-tools"])
        #expect(try Marker("'Fast' in extras").holds(in: environment))
        #expect(try Marker("'dev_tools' in dependency_groups and 'slow' not in extras").holds(in: environment))
    }

    @Test(arguments: [
        "", "python_version", "python_version <", "'a' == 'b'", "python_version < 3.8", "(python_version < '3'", "python_version < '3' or",
        "nonsense == 'x'", "python_version << '3'", "python_version < '3' x", "os_name == 'x", "os_name not 'x'", "&",
        "sys_platform ~= 'linux'",
        String(repeating: "(", count: 10_000),
    ])
    func `refuse what is no marker`(text: String) {
        #expect(throws: PythonError.self) { try Marker(text).holds(in: MarkerEnvironment(target)) }
    }

    /// Digests of the list `packaging` 26.2 gives, made with
    ///
    ///     p = list(packaging._manylinux.platform_tags([machine])) + ["linux_" + machine]      # glibc (2, minor)
    ///     t = list(tags.cpython_tags((3, v), abis=["cp3v"], platforms=p)) + list(tags.compatible_tags((3, v), "cp3v", platforms=p))
    @Test(
        arguments: [
            (Platform.linuxAMD64, "3.11", 36, 914, "383ffd2beb764fa9054698434f944b99ad76427d82d57c95382f2b5df9c80b33"),
            (Platform.linuxAMD64, "3.13", 41, 1205, "33300acb431c5a2a0c4456d979ff6d894cf8e219b261da7adf87a52580283cd3"),
            (Platform.linuxAMD64, "3.9", 31, 663, "cb8727fd0dd46701c518e7089c09629cb6f5af22cec97edaca4acb165a7b08ae"),
            (Platform.linuxARM64, "3.11", 36, 564, "6ae23040664b5276fe92fd496d0cc41f64d5c5b1f86de7516c32b5ad8f2c88e1"),
            (Platform.linuxARM64, "3.13", 41, 799, "6cbbac0920b045b413973484cf7d20b270aaa320654956efbd509996eee5ef80"),
            (Platform.linuxARM64, "3.9", 31, 369, "8348a05b4e7b7f4c9e2ba7cf6970310ac270f987b659a004803d224f5ebfb6eb"),
        ] as [(Platform, String, Int, Int, String)])
    func `list compatible tags as packaging does`(platform: Platform, python: String, glibc: Int, count: Int, digest: String) throws {
        let target = try PythonTarget(
            python: PythonInterpreter(path: "/usr/bin/python", version: python), platform: platform, glibcMinor: glibc)
        let text = target.supportedTags.map(\.description).joined(separator: "\n")
        #expect(target.supportedTags.count == count)
        #expect(Digest(of: text.utf8).hex == digest)
    }

    @Test(arguments: [
        ("a-1-py3-none-any.whl", true), ("a-1-py2.py3-none-any.whl", true),
        ("a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", true),
        ("a-1-cp38-abi3-manylinux_2_28_x86_64.whl", true), ("a-1-cp312-abi3-manylinux_2_28_x86_64.whl", false),
        ("a-1-cp311-cp311-manylinux_2_39_x86_64.whl", false), ("a-1-cp311-cp311-musllinux_1_2_x86_64.whl", false),
        ("a-1-cp311-cp311-manylinux_2_17_aarch64.whl", false), ("a-1-cp311-cp311-macosx_11_0_arm64.whl", false),
        ("a-1-cp311-none-linux_x86_64.whl", true), ("a-1-7-py3-none-manylinux1_x86_64.whl", true),
        ("a-1-cp311-cp311t-manylinux_2_28_x86_64.whl", false),
        ("a-1-py2-none-any.whl", false),
    ])
    func `decide whether a wheel fits`(name: String, fits: Bool) throws {
        #expect(try (target.rank(of: WheelFileName(name)) != nil) == fits)
    }

    @Test(arguments: [
        "a.whl", "a-1-py3-none.whl", "a-1-py3-none-any.zip", "a-1-x-py3-none-any.whl", "a--py3-none-any.whl", "../a-1-py3-none-any.whl",
        "a-x-py3-none-any.whl",
    ])
    func `refuse what is no wheel's name`(name: String) {
        #expect(throws: PythonError.self) { try WheelFileName(name) }
    }

    @Test(arguments: [("Foo.Bar_baz", "foo-bar-baz"), ("a__b--c", "a-b-c"), ("PyYAML", "pyyaml")])
    func `normalise names`(raw: String, normalised: String) throws {
        #expect(try PackageName(raw).text == normalised)
    }

    @Test(arguments: ["", "-a", "a-", "a b", "größe", "a/b"]) func `refuse what is no name`(raw: String) {
        #expect(throws: PythonError.self) { try PackageName(raw) }
    }
}
