import Foundation
import SystemPackage
import TestSupport
import Testing

/// A first file for the chat application of this repository, by the real program.
@Suite struct `A first project file` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try Program.output(["mkdir", root])
        try Program.output(["cp", "-r", Checkout.root.appendingPathComponent("images").path, root + "/images"])
    }

    private var root: String { directory.path.appending("llm-chat").string }

    private static let offline = ["AWS_EC2_METADATA_DISABLED": "true"]

    private func run(_ arguments: [String], _ variables: [String: String] = offline) throws -> Program.Output {
        let home = ["HOME": directory.path.appending("home").string]
        return try Program.run(Binary.command(arguments, home.merging(variables) { $1 }), directory: root)
    }

    private func file() throws -> String { String(decoding: try directory.read("llm-chat/imgship.yaml"), as: UTF8.self) }

    @Test func `is written without credentials, and says what is open and what comes next`() throws {
        let output = try run(["init"])
        #expect(output.status == 0)
        #expect(output.text.isEmpty)
        try expectGolden(output.standardError, "init.txt")
        #expect(try file().contains("\n# registry: "))
    }

    @Test func `is never put in the place of another, unless told so`() throws {
        try directory.write("llm-chat/imgship.yaml", "mine\n")
        let refused = try run(["init", "--yes"])
        #expect(refused.status == 2)
        try expectGolden(refused.standardError, "errors/init over a file.txt")
        #expect(try file() == "mine\n")
        #expect(try run(["init", "--force", "--registry", "registry.example/chat"]).status == 0)
        #expect(try file().contains("\nregistry: registry.example/chat\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).sorted() == ["images", "imgship.yaml"])
    }

    @Test func `is printed, or described in JSON`() throws {
        let printed = try run(["init", "--print", "--registry", "registry.example/chat", "--project", "other"])
        #expect(printed.text.hasPrefix("version: 1\nproject: other\n"))
        #expect(!FileManager.default.fileExists(atPath: root + "/imgship.yaml"))
        let output = try run(["init", "--json", "--registry", "registry.example/chat"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        #expect(document.keys.sorted() == ["applications", "file", "notes", "project", "registry", "schema"])
        let applications = try #require(document["applications"] as? [[String: Any]])
        #expect(applications.map { $0["name"] as? String } == ["backend", "frontend"])
        #expect(
            applications[0].keys.sorted() == [
                "after", "command", "environment", "folder", "framework", "isPublic", "name", "port", "secrets",
            ])
        for words in [["--print", "--json"], ["--project", "No Name"], ["--print", "--registry", "https://x/y"]] {
            #expect(try run(["init"] + words).status == 2)
        }
    }

    @Test func `is settled by questions at a terminal`() throws {
        let words = Binary.command(["init"], Self.offline)
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        let output = try Program.run(
            ["timeout", "60", "python3", script] + words + [
                "--", "Project [llm-chat]: ", "chat", "Region of AWS (none): ", "eu-west-1", "Account of AWS (none): ", "123456789012",
                "Registry [123456789012.dkr.ecr.eu-west-1.amazonaws.com/chat]: ", "",
            ], directory: root)
        #expect(output.status == 0, "\(output.text)")
        #expect(try file().contains("\nproject: chat\n"))
        #expect(try file().contains("\nregistry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/chat\n"))
    }

    @Test(.enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"))
    func `proposes the registry of the account that STS names`() throws {
        let moto = try MotoServer()
        let output = try run(
            [
                "init", "--yes",
            ],
            [
                "AWS_ENDPOINT_URL": moto.address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key",
                "AWS_REGION": "eu-west-1",
                "NO_PROXY": "127.0.0.1",
            ])
        #expect(output.standardError.hasPrefix("took   registry 123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat\n"))
        #expect(try file().contains("\nregistry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat\n"))
    }

    /// Resolves with the machine's own apt and uv, as a newcomer would.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["IMGSHIP_TEST_DEBIAN"] != nil && Ability.has("uv"),
            "needs the network: run Scripts/test"))
    func `is locked and built as it is`() throws {
        #expect(try run(["init", "--yes"]).status == 0)
        var variables = Self.offline
        for name in ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "HOME"]
        {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        for verb in ["lock", "build"] {
            let output = try run([verb], variables)
            #expect(output.status == 0, "\(output.standardError)")
        }
        let tests = try run(["inspect", "backend", "--json"], variables)
        #expect(tests.text.contains(#""8000/tcp""#))
    }
}
