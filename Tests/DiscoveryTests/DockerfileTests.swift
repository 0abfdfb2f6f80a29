import Testing

@testable import Discovery

@Suite struct `A Dockerfile` {
    private static let python = """
        ARG VERSION=3.12
        FROM node:20 AS page
        RUN npm ci && npm run build
        FROM python:${VERSION}-slim
        ENV API_TOKEN=abc LOG_LEVEL=info \\
            PIP_NO_CACHE_DIR=1
        WORKDIR /srv
        # comment
        RUN apt-get update && apt-get install -y --no-install-recommends \\
                ffmpeg curl=7.* \\
                build-essential && rm -rf /var/lib/apt/lists/*
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY --from=page /dist /srv/static
        COPY server/ ./server
        RUN python -m server.prepare
        EXPOSE 9000/tcp
        USER 1000
        CMD uvicorn server.main:app --host 0.0.0.0 --port 9000
        """

    @Test func `says base, packages, files, port and command`() {
        let facts = DockerfileFacts(Self.python, path: "Dockerfile")
        #expect(facts.base == "python:3.12-slim")
        #expect(facts.pythonMinor == 12)
        #expect(facts.debianPackages == ["ffmpeg", "curl"])
        #expect(facts.ports == [9000])
        #expect(facts.command == ["uvicorn", "server.main:app", "--host", "0.0.0.0", "--port", "9000"])
        #expect(facts.copies.map(\.from) == ["requirements.txt", "server"])
        #expect(facts.copies.map(\.to) == ["/srv", "/srv/server"])
    }

    @Test func `has lines that no image without RUN can have, and they are named`() {
        let notes = DockerfileFacts(Self.python, path: "Dockerfile").notes
        #expect(notes.map { $0.location?.line } == [14, 16])
        #expect(notes[1].text.hasSuffix("python -m server.prepare"))
    }

    @Test func `makes an application with what its image needs`() throws {
        let draft = try draft([
            "Dockerfile": Self.python, "requirements.txt": "fastapi\nuvicorn\n", "server/__init__.py": "",
            "server/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        ])
        let app = try #require(draft.applications.first)
        #expect(app.base == .debian(.trixie, packages: ["curl", "ffmpeg"]))
        #expect(draft.notes.contains { $0.text.hasPrefix("Python 3.12 becomes 3.13") })
        #expect(
            app.entrypoint + app.command == [
                "/opt/venv/bin/python", "-m", "uvicorn", "server.main:app", "--host", "0.0.0.0", "--port", "9000",
            ])
        #expect(app.copies.map(\.from) == ["server"])
        #expect(app.variables["LOG_LEVEL"] == "info")
        #expect(app.variables["API_TOKEN"] == nil)
        #expect(draft.notes.contains { $0.text.contains("'API_TOKEN'") && !$0.text.contains("abc") })
    }

    @Test func `without packages of Debian keeps its image of Python`() throws {
        let app = try application([
            "Dockerfile": "FROM python:3.12-slim\nCOPY . /app\nWORKDIR /app\nENTRYPOINT [\"python\", \"main.py\"]\n",
            "main.py": "import http.server\n",
            "requirements.txt": "requests\n",
        ])
        #expect(app.base == .image("python:3.12-slim"))
        #expect(app.entrypoint + app.command == ["/opt/venv/bin/python", "main.py"])
        #expect(app.copies.first?.exclude.contains("**/.env*") == true)
    }

    @Test func `whose command is a line for a shell gets the port that it takes from outside`() throws {
        let app = try application([
            "Dockerfile": "FROM python:3.11\nCMD uvicorn main:app --reload --port $PORT\n",
            "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
            "requirements.txt": "fastapi\nuvicorn\n",
        ])
        #expect(app.entrypoint + app.command == ["/bin/sh", "-c", "uvicorn main:app --reload --port $PORT"])
        #expect(app.variables["PORT"] == "8000")
        let list = try application([
            "Dockerfile": "FROM python:3.11\nCMD [\"uvicorn\", \"main:app\", \"--reload\"]\n", "main.py": "import fastapi\n",
        ])
        #expect(list.entrypoint + list.command == ["/usr/bin/python3.11", "-m", "uvicorn", "main:app"])
    }

    @Test func `is one only where it begins an image`() throws {
        let draft = try draft(["Dockerfile.swift": "struct Dockerfile {}\n"])
        #expect(draft.notes.first?.text.hasPrefix("no application is found") == true)
    }

    @Test func `of another language gives its image and its command`() throws {
        let draft = try draft(
            ["Dockerfile": "FROM node:20-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 3000\nCMD [\"node\", \"server.js\"]\n"],
            others: ["server.js"])
        let app = try #require(draft.applications.first)
        #expect(app.base == .image("node:20-slim"))
        #expect(app.command == ["node", "server.js"])
        #expect(app.port == 3000)
        #expect(draft.notes.map(\.text) == ["nothing is run in a build, so this is not taken over: npm ci"])
    }

    @Test(
        arguments: [
            "", "FROM", "\\", "RUN <<EOF\nanything\n", "FROM a AS", "ENV", "COPY x", "CMD [", "EXPOSE x", "${", "FROM ${X:-",
            "COPY ../../x /y",
            "RUN --mount=type=cache pip install x", "ONBUILD RUN x", "FROM $BASE", "FROM x\nEXPOSE 99999 0", "FROM x\nENV A-B=1 C=2 d",
            "FROM x\nWORKDIR", "FROM a b c d", "FROM x\nCOPY a b /", "COPY [\"a", "FROM x\nCMD [\"a\\",
        ]) func `of any content does no harm`(text: String) throws
    {
        _ = try draft(["Dockerfile": text])
    }

    @Test func `takes words apart as a shell does, or leaves them to one`() {
        #expect(ShellWords.plain("a 'b c' \"d\"") == ["a", "b c", "d"])
        #expect(ShellWords.plain("a $B") == nil)
        #expect(ShellWords.plain("a 'b") == nil)
        #expect(ShellWords.list(#"["a", "b \"c\""]"#) == ["a", "b \"c\""])
        #expect(ShellWords.list("[a]") == nil)
    }
}
