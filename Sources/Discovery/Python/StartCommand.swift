/// How an application in Python is started, and from where its modules are imported.
struct StartCommand: Sendable, Hashable {
    /// Behind the interpreter: `-m app`, `main.py`.
    var arguments: [String]
    /// The file that is run or imported first.
    var file: String
    /// The folder that modules are looked for in, `.` for the application's own.
    var root: String
    /// Told to the user, where the command is not what it should be.
    var note: String?

    /// Names of files that start things, the likeliest first.
    private static let names = [
        "__main__", "app", "main", "server", "streamlit_app", "asgi", "wsgi", "run", "start", "serve", "bot", "worker",
    ]
    /// Modules without which a script serves nothing.
    private static let servers: Set = [
        "uvicorn", "gunicorn", "waitress", "gradio", "flask", "fastapi", "starlette", "aiohttp", "tornado", "hypercorn", "http",
        "socketserver", "quart", "sanic", "bottle", "cherrypy", "grpc", "dash",
    ]

    /// Nil when no file looks as if it were run.
    static func find(_ application: PythonApplication, port: Int?) -> StartCommand? {
        let code = application.code.sorted { rank($0.path) < rank($1.path) }
        return django(application, code, port) ?? streamlit(application, code, port) ?? served(application, code, port)
            ?? run(code) ?? factory(application, code, port)
    }

    /// Fewer folders first, then by name.
    private static func rank(_ path: String) -> (Int, Int, String) {
        let name = names.firstIndex(of: Path.stem(of: path)) ?? names.count
        return (name, path.split(separator: "/").count, path)
    }

    private static func django(_ application: PythonApplication, _ code: [PythonCode], _ port: Int?) -> StartCommand? {
        guard application.framework == .django, let manage = code.first(where: { Path.name(of: $0.path) == "manage.py" }) else {
            return nil
        }
        let root = Path.folder(of: manage.path), address = "0.0.0.0:\(port ?? 8000)"
        let package = manage.djangoSettings.flatMap { $0.split(separator: ".").first.map(String.init) }
        if application.requirements.contains("gunicorn"), let package {
            return StartCommand(arguments: ["-m", "gunicorn", "--bind", address, "\(package).wsgi"], file: manage.path, root: root)
        }
        return StartCommand(
            arguments: ["manage.py", "runserver", "--noreload", address], file: manage.path, root: root,
            note: "Django's own server is meant for development: add gunicorn to the requirements, and write `-m gunicorn ...` as 'cmd'")
    }

    private static func streamlit(_ application: PythonApplication, _ code: [PythonCode], _ port: Int?) -> StartCommand? {
        guard application.framework == .streamlit, let page = code.first(where: { $0.imports.contains("streamlit") }) else { return nil }
        let root = Path.folder(of: page.path)
        return StartCommand(
            arguments: [
                "-m", "streamlit", "run", Path.name(of: page.path), "--server.address", "0.0.0.0", "--server.port", "\(port ?? 8501)",
                "--server.headless", "true", "--browser.gatherUsageStats", "false",
            ], file: page.path, root: root)
    }

    /// An application that stands in a module, for a server to import.
    private static func served(_ application: PythonApplication, _ code: [PythonCode], _ port: Int?) -> StartCommand? {
        for file in code {
            for framework in [Framework.fastapi, .starlette, .flask] {
                guard let object = file.objects[framework] else { continue }
                return server(application, file, framework, object, port)
            }
        }
        return nil
    }

    private static func factory(_ application: PythonApplication, _ code: [PythonCode], _ port: Int?) -> StartCommand? {
        guard let framework = application.framework, !framework.constructors.isEmpty else { return nil }
        guard let file = code.first(where: { $0.factory != nil && $0.imports.contains(framework.rawValue) }), let name = file.factory else {
            return nil
        }
        return server(application, file, framework, name + "()", port)
    }

    /// - Parameter object: a name in the module, or a call of a function there.
    private static func server(
        _ application: PythonApplication, _ file: PythonCode, _ framework: Framework, _ object: String, _ port: Int?
    ) -> StartCommand {
        let (module, root) = Module.of(file.path, in: application.tree)
        let address = "\(port ?? framework.port)"
        let has = application.requirements.contains
        var command = StartCommand(arguments: [], file: file.path, root: root)
        if framework == .flask, has("gunicorn") {
            command.arguments = ["-m", "gunicorn", "--bind", "0.0.0.0:\(address)", "\(module):\(object)"]
        } else if framework == .flask {
            let name = object.hasSuffix("()") ? String(object.dropLast(2)) : object
            command.arguments = ["-m", "flask", "--app", "\(module):\(name)", "run", "--host", "0.0.0.0", "--port", address]
            command.note =
                "Flask's own server is meant for development: add gunicorn to the requirements, and write `-m gunicorn ...` as 'cmd'"
        } else {
            let target = object.hasSuffix("()") ? ["--factory", "\(module):\(object.dropLast(2))"] : ["\(module):\(object)"]
            command.arguments = ["-m", "uvicorn"] + target + ["--host", "0.0.0.0", "--port", address]
            if !has("uvicorn"), !has("fastapi-cli"), !application.requirements.isEmpty {
                command.note = "nothing among the requirements serves it: add uvicorn"
            }
        }
        return command
    }

    /// A package or a script that serves by itself; else one whose name says that it is what is run.
    private static func run(_ code: [PythonCode]) -> StartCommand? {
        let packages = code.filter { Path.name(of: $0.path) == "__main__.py" && Path.folder(of: $0.path) != "." }
        if let package = packages.first {
            let (module, root) = Module.of(package.path, packages: code.map(\.path))
            return StartCommand(arguments: ["-m", module], file: package.path, root: root)
        }
        let scripts = code.filter(\.isScript)
        let script =
            scripts.first { !$0.imports.isDisjoint(with: servers) && names.contains(Path.stem(of: $0.path)) }
            ?? scripts.first { names.contains(Path.stem(of: $0.path)) }
            ?? code.first { names.contains(Path.stem(of: $0.path)) && !$0.imports.isDisjoint(with: servers) }
        return script.map { StartCommand(arguments: [Path.name(of: $0.path)], file: $0.path, root: Path.folder(of: $0.path)) }
    }
}
