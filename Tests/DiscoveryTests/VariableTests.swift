import Testing

@testable import Discovery

@Suite struct `The variables of an application` {
    @Test(
        arguments: [
            (#"os.environ["DB_PASSWORD"]"#, ["DB_PASSWORD"]), (#"os.environ.get('PORT', 8000)"#, ["PORT"]),
            (#"getenv("A_TOKEN")"#, ["A_TOKEN"]),
            (#"read.secret("OPENAI_API_KEY")"#, ["OPENAI_API_KEY"]), (#"os.environ["GRADIO_X"] = "False""#, []),
            (#"if os.environ["MODE_X"] == "dev":"#, ["MODE_X"]), (#"LEVELS = ["ONE_LEVEL", "TWO_LEVEL"]"#, []), (#"log("STARTED")"#, []),
            (#"text("BACKEND_URL", "http://localhost:8000")"#, ["BACKEND_URL"]),
        ] as [(String, [String])]) func `are read where a call or a subscript names them`(line: String, names: [String])
    {
        #expect(VariableRead.reads(in: line).map(\.name) == names)
    }

    @Test func `bring what the code takes without them`() {
        #expect(
            VariableRead.reads(in: #"url = os.getenv("API_URL", "http://localhost:9000/v1")"#).map(\.standard) == [
                "http://localhost:9000/v1"
            ])
        #expect(VariableRead.reads(in: #"url = os.environ.get("API_URL") or 'x'"#).map(\.standard) == ["x"])
    }

    @Test(
        arguments: [
            ("OPENAI_API_KEY", VariableKind.secret), ("HF_TOKEN", .secret), ("OPENAI_MAX_TOKENS", .other), ("DB_PASSWORD", .secret),
            ("DATABASE_URL", .secret), ("BACKEND_URL", .address(stem: "backend")), ("CHAT_API_URL", .address(stem: "chat")),
            ("AWS_SECRET_ACCESS_KEY", .ignored), ("PORT", .port), ("HOST", .host), ("LOG_LEVEL", .other),
        ]) func `are secrets, addresses or others by their names`(name: String, kind: VariableKind)
    {
        #expect(VariableKind(name) == kind)
    }

    @Test func `with one stem are secrets of their own`() throws {
        let app = try application([
            "requirements.txt": "fastapi\n",
            "main.py":
                "import os\nfrom fastapi import FastAPI\napp = FastAPI()\nk = os.environ[\"MAIL_TOKEN\"]\np = os.environ[\"MAIL_PASSWORD\"]\n",
        ])
        #expect(app.secrets == ["MAIL_TOKEN": "shop/mail-token", "MAIL_PASSWORD": "shop/mail-password"])
    }

    @Test func `that a client looks for by itself are secrets too`() throws {
        let app = try application(["requirements.txt": "fastapi\nopenai\n", "main.py": "from fastapi import FastAPI\napp = FastAPI()\n"])
        #expect(app.secrets == ["OPENAI_API_KEY": "shop/openai"])
    }

    @Test func `that hold an address are set where a neighbour listens there`() throws {
        let served = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        let drafts = try draft([
            "web/requirements.txt": "fastapi\nuvicorn\n",
            "web/main.py": served + "a = os.getenv(\"CATALOGUE_ENDPOINT\", \"http://localhost:9100/v1\")\nb = os.environ[\"STRIPE_URL\"]\n",
            "items/requirements.txt": "fastapi\nuvicorn\n", "items/main.py": served + "PORT = 9100\n",
        ]).applications
        #expect(drafts.map(\.name) == ["items", "web"])
        #expect(drafts[1].settings == ["CATALOGUE_ENDPOINT": "http://items:9100/v1"])
        #expect(drafts[1].after == ["items"])
        #expect(drafts[1].otherVariables == ["STRIPE_URL"])
        #expect(drafts.map(\.isPublic) == [false, true])
    }

    @Test func `mean the neighbour of that very name before others alike`() throws {
        let served = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        let drafts = try draft([
            "api/requirements.txt": "fastapi\n", "api/main.py": served, "api-admin/requirements.txt": "fastapi\n",
            "api-admin/main.py": served + "PORT = 9000\n", "web/requirements.txt": "fastapi\n",
            "web/main.py": served + "a = os.environ[\"API_URL\"]\n",
        ]).applications
        #expect(drafts.map(\.name) == ["api", "api-admin", "web"])
        #expect(drafts[2].settings == ["API_URL": "http://api:8000"])
    }

    @Test func `that point at each other make no circle`() throws {
        let served = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        let drafts = try draft([
            "one/requirements.txt": "fastapi\n", "one/main.py": served + "a = os.environ[\"TWO_URL\"]\n",
            "two/requirements.txt": "fastapi\n", "two/main.py": served + "a = os.environ[\"ONE_URL\"]\n",
        ]).applications
        #expect(drafts.map(\.after) == [["two"], []])
    }
}
