import Testing

@testable import Discovery

@Suite struct `An application in Python` {
    @Test func `with FastAPI is served by uvicorn, from the folder its modules are in`() throws {
        let app = try application([
            "requirements.txt": "fastapi==0.115\nuvicorn[standard]\n",
            "src/shop/__init__.py": "",
            "src/shop/web.py": "from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get(\"/health\")\ndef health(): return {}\n",
            "tests/test_web.py": "from fastapi.testclient import TestClient\n",
        ])
        #expect(app.framework == .fastapi)
        #expect(app.entrypoint == ["/opt/venv/bin/python"])
        #expect(app.command == ["-m", "uvicorn", "shop.web:app", "--host", "0.0.0.0", "--port", "8000"])
        #expect(app.copies == [.init(from: "src/shop", to: "/app/shop", exclude: ["**/__pycache__", "**/*.pyc"])])
        #expect(app.python?.requirements == ["requirements.txt"])
        #expect((app.port, app.health, app.isPublic) == (8000, HealthProbe(path: "/health"), true))
        #expect(app.base == .debian(.bookworm, packages: []))
    }

    @Test func `with a factory is served by it`() throws {
        let app = try application([
            "requirements.txt": "fastapi\nuvicorn\n",
            "web.py": "from fastapi import FastAPI\n\ndef create_app():\n    app = FastAPI()\n    return app\n",
        ])
        #expect(app.command == ["-m", "uvicorn", "--factory", "web:create_app", "--host", "0.0.0.0", "--port", "8000"])
    }

    @Test func `with Flask is served by gunicorn where that is asked for, and told so where it is not`() throws {
        let code = "from flask import Flask\napplication = Flask(__name__)\nif __name__ == \"__main__\":\n    application.run(port=5000)\n"
        let served = try application(["requirements.txt": "Flask\ngunicorn\n", "app.py": code])
        #expect(served.command == ["-m", "gunicorn", "--bind", "0.0.0.0:5000", "app:application"])
        let draft = try draft(["requirements.txt": "Flask\n", "app.py": code])
        #expect(draft.applications[0].command == ["-m", "flask", "--app", "app:application", "run", "--host", "0.0.0.0", "--port", "5000"])
        #expect(draft.notes.contains { $0.text.contains("add gunicorn") })
    }

    @Test func `with Django is served by its project`() throws {
        let manage = "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"mysite.settings\")\n"
        let app = try application([
            "requirements.txt": "Django>=5\ngunicorn\n", "manage.py": manage, "mysite/__init__.py": "",
            "mysite/settings.py": "import django\nSECRET_KEY = os.environ[\"SECRET_KEY\"]\n",
        ])
        #expect(app.command == ["-m", "gunicorn", "--bind", "0.0.0.0:8000", "mysite.wsgi"])
        #expect(app.secrets == ["SECRET_KEY": "shop/secret-key"])
    }

    @Test func `with Streamlit is run by it, and is well where every such page says so`() throws {
        let app = try application(["requirements.txt": "streamlit\n", "home.py": "import streamlit as st\nst.title('x')\n"])
        #expect(app.command.prefix(4) == ["-m", "streamlit", "run", "home.py"])
        #expect((app.port, app.health) == (8501, HealthProbe(path: "/_stcore/health")))
    }

    @Test func `with Gradio is run as it is, on Gradio's port`() throws {
        let app = try application([
            "requirements.in": "gradio\n", "demo.py": "import gradio as gr\n", "app.py": "import gradio as gr\ngr.Interface().launch()\n",
        ])
        #expect(app.command == ["app.py"])
        #expect(app.port == 7860)
        #expect(app.variables["GRADIO_SERVER_NAME"] == "0.0.0.0")
    }

    /// What each answers to whom was seen with FastAPI 0.115, Flask 3, Django 5: 404 at `/` without a route, 400 for a host that is not allowed.
    @Test(
        arguments: [
            ("fastapi", "from fastapi import FastAPI\napp = FastAPI()\n", "/openapi.json", nil),
            (
                "fastapi", "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef f(): pass\n@app.get('/healthz')\n", "/healthz",
                nil
            ),
            ("fastapi", "from fastapi import FastAPI\napp = FastAPI(openapi_url=None)\n@app.get(\"/\")\n", "/", "200-399"),
            ("fastapi", "from fastapi import FastAPI\napp = FastAPI(openapi_url=None)\n@app.post(\"/\")\n", "/", "200-499"),
            (
                "fastapi", "from fastapi import FastAPI\napp = FastAPI()\napp.include_router(r, prefix=\"/v1\")\n@r.get(\"/health\")\n",
                "/health",
                "200-499"
            ),
            ("flask", "from flask import Flask\napp = Flask(__name__)\n@app.route(\"/\")\n", "/", "200-399"),
            ("flask", "from flask import Flask\napp = Flask(__name__)\n@app.route(\"/items\")\n", "/", "200-499"),
            ("django", "import django\nALLOWED_HOSTS = [\"example.com\"]\nurlpatterns = [path(\"\", index)]\n", "/", "200-499"),
            ("django", "import django\nALLOWED_HOSTS = ['*']\nurlpatterns = [\n    path('', index),\n]\n", "/", "200-399"),
            ("django", "import django\nALLOWED_HOSTS = []\npath('healthz/', ok)\n", "/healthz/", "200-499"),
            ("starlette", "from starlette.applications import Starlette\napp = Starlette(routes=[Route('/ping', f)])\n", "/ping", nil),
        ] as [(String, String, String, String?)])
    func `is asked what it answers well`(package: String, code: String, path: String, matcher: String?) throws {
        let manage = "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"site.settings\")\n"
        var texts = ["requirements.txt": "\(package)\nuvicorn\ngunicorn\n", "main.py": code]
        if package == "django" { texts["manage.py"] = manage }
        #expect(try application(texts).health == HealthProbe(path: path, matcher: matcher))
        let written = "health: {path: \(path)" + (matcher.map { ", matcher: \($0)" } ?? "") + "}"
        #expect(DraftText(try draft(texts)).text.contains(written))
    }

    @Test func `that serves nothing has no port and no load balancer`() throws {
        let app = try application(["requirements.txt": "boto3\n", "worker.py": "import boto3\nif __name__ == '__main__':\n    print(1)\n"])
        #expect(app.command == ["worker.py"])
        #expect(app.port == nil)
        #expect(!app.isPublic)
    }

    @Test(
        arguments: [
            ("port: int = 8080", 8080), ("uvicorn.run(app, port=9000)", 9000), ("server_port=7861,", 7861),
            ("port = int(os.environ.get(\"PORT\", \"8050\"))", 8050), ("read.whole(\"PORT\", 8001, maximum=65535)", 8001),
            ("connect(host, port=5432)", nil), ("import 8000", nil), ("report = 8000", nil), ("# the port", nil),
            ("port = settings.port", nil),
        ] as [(String, Int?)])
    func `tells its port in its code`(line: String, port: Int?) {
        #expect(PythonCode.port(in: line[...]) == port)
    }
}
