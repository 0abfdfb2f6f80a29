import Testing

@testable import Discovery

@Suite struct `The packages of an application in Python` {
    private static let code = ["main.py": "from fastapi import FastAPI\napp = FastAPI()\n"]

    private static func app(_ files: [String: String], others: [String] = []) throws -> ApplicationDraft {
        try application(files.merging(code) { $1 }, others: others)
    }

    @Test func `are asked for by whichever file there is, a finished lock first`() throws {
        let project = "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"fastapi>=0.100\", \"uvicorn\"]\n"
        #expect(try Self.app(["pyproject.toml": project]).python == .init(requirements: ["pyproject.toml"]))
        #expect(
            try Self.app(["pyproject.toml": project, "requirements.txt": "fastapi\n"]).python == .init(requirements: ["requirements.txt"]))
        #expect(
            try Self.app(["requirements.txt": "fastapi\n", "requirements.in": "fastapi\n"]).python
                == .init(requirements: ["requirements.in"]))
        let hash = String(repeating: "0", count: 64)
        #expect(try Self.app(["requirements.txt": "fastapi==1 --hash=sha256:\(hash)\n"]).python == .init(lock: "requirements.txt"))
        #expect(try Self.app(["pyproject.toml": project, "pylock.toml": "lock-version = \"1.0\"\n"]).python == .init(lock: "pylock.toml"))
    }

    @Test func `of a uv.lock are resolved anew, and of Poetry's table not at all, and both are said`() throws {
        let project = "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"fastapi\"]\n"
        let uv = try draft(Self.code.merging(["pyproject.toml": project, "uv.lock": ""]) { $1 })
        #expect(uv.notes.contains { $0.hint?.contains("uv export --format pylock.toml") == true })
        let poetry = try draft(
            Self.code.merging(["pyproject.toml": "[tool.poetry]\nname = \"x\"\n[tool.poetry.dependencies]\nfastapi = \"*\"\n"]) { $1 })
        #expect(poetry.notes.contains { $0.text.contains("Poetry") })
    }

    @Test(arguments: [("3.11", DebianPython.bookworm), ("3.10", .bookworm), ("3.12", .trixie), ("3.13", .trixie)])
    func `want a Python of Debian that is new enough`(version: String, python: DebianPython) throws {
        let project = "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=\(version)\"\ndependencies = [\"fastapi\"]\n"
        #expect(try Self.app(["pyproject.toml": project]).base == .debian(python, packages: []))
    }

    @Test func `want the image of a registry where Debian has no such Python yet`() throws {
        let app = try Self.app([".python-version": "3.14\n", "requirements.txt": "fastapi\n"])
        #expect(app.base == .image("python:3.14-slim"))
        #expect(app.python?.version == "3.14")
    }

    @Test func `may need libraries of Debian`() throws {
        let app = try Self.app(["requirements.txt": "fastapi\nuvicorn\nopencv_python\npydub\n"])
        #expect(app.base == .debian(.bookworm, packages: ["ffmpeg", "libgl1", "libglib2.0-0"]))
    }

    @Test func `may be named nowhere, which is said`() throws {
        let draft = try draft(Self.code)
        #expect(draft.notes.contains { $0.text == "nothing says which packages '.' needs" })
        #expect(draft.applications[0].entrypoint == ["/usr/bin/python3.11"])
    }
}
