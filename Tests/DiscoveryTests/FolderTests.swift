import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Discovery

@Suite struct `A folder` {
    @Test func `of files alone is copied as it is, and what is missing is said`() throws {
        let draft = try draft([:], others: ["index.html", "style.css"])
        #expect(draft.applications.map(\.name) == ["shop"])
        #expect(draft.applications[0].base == .scratch)
        #expect(draft.notes.map(\.text).first?.hasPrefix("no application is found") == true)
        try expectGolden(DraftText(draft).text, "static.yaml")
    }

    @Test func `that is empty makes a file all the same`() throws {
        #expect(try draft([:]).applications.count == 1)
    }

    @Test func `with requirements for development beside its applications is none itself`() throws {
        let code = "from fastapi import FastAPI\napp = FastAPI()\n"
        let draft = try draft([
            "requirements.txt": "ruff\n", "pyproject.toml": "[tool.ruff]\nline-length = 100\n", "a/requirements.txt": "fastapi\n",
            "a/main.py": code,
            "b/requirements.txt": "fastapi\n", "b/main.py": code, "docs/requirements.txt": "sphinx\n", "docs/conf.py": "",
        ])
        #expect(draft.applications.map(\.name) == ["a", "b"])
    }

    @Test func `tells which of its files were too large to be read`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("requirements.txt", String(repeating: "flask\n", count: 50_000))
        try directory.write("data.bin", String(repeating: "x", count: 300_000))
        let scan = try FolderScan(directory.path)
        #expect(scan.unread == ["requirements.txt"])
        #expect(scan.tree.paths == ["data.bin", "requirements.txt"])
    }

    @Test func `is read without what tools and secrets put there`() throws {
        let directory = try TemporaryDirectory()
        for path in ["app.py", "node_modules/x/setup.py", ".venv/lib/x.py", "env/pyvenv.cfg", "env/lib/y.py", ".env", "data/big.bin"] {
            try directory.write(path, "x = 1\n")
        }
        try FileManager.default.createSymbolicLink(atPath: directory.path.appending("loop").string, withDestinationPath: ".")
        let scan = try FolderScan(directory.path)
        #expect(scan.isWhole)
        #expect(scan.tree.paths == [".env", "app.py", "data/big.bin"])
        #expect(scan.tree.text("app.py") == "x = 1\n")
        #expect(scan.tree.text(".env") == nil)
        #expect(throws: (any Error).self) { try FolderScan(directory.path.appending("nowhere")) }
    }

    @Test(
        arguments: [
            ("My App", "my-app"), ("llm-chat", "llm-chat"), ("-x", "x"), ("..", "app"), ("Ümlaut", "mlaut"), ("", "app"),
            ("a__b.c", "a__b.c"),
        ]) func `gives a project its name`(folder: String, name: String)
    {
        #expect(ProjectDraft.name(from: folder) == name)
    }

    /// Yams, which reads what is written, is the judge in the other tests: here the words that YAML takes for something else.
    @Test(
        arguments: [
            ("info", "info"), ("a-b/c.d", "a-b/c.d"), ("yes", "\"yes\""), ("1", "\"1\""), ("3.11", "\"3.11\""), ("a: b", "\"a: b\""),
            ("**/*.pyc", "\"**/*.pyc\""), ("{x}", "\"{x}\""), ("", "\"\""), ("a\"b\\", "\"a\\\"b\\\\\""), ("-m", "-m"), ("-", "\"-\""),
            ("http://backend:8000", "http://backend:8000"), ("a\nb", "\"a\\nb\""), ("0x1F", "\"0x1F\""), ("65532:65532", "\"65532:65532\""),
        ]) func `gives texts that are read as they are`(text: String, yaml: String)
    {
        #expect(YAMLWords.text(text) == yaml)
    }
}
