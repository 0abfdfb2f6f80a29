/// The words of a Dockerfile's command, as they work in an image of ours.
enum ProgramWords {
    /// Servers that can be started as modules, whichever folder their own command is in.
    private static let modules: Set = ["uvicorn", "gunicorn", "streamlit", "flask", "fastapi", "hypercorn", "celery", "waitress-serve"]

    /// Nil when there are none.
    /// - Parameter interpreter: Python's path in the image.
    static func translated(_ words: [String], interpreter: String) -> [String]? {
        // A server that reads its code anew at every change is for those who write it.
        var words = words.filter { $0 != "--reload" }
        if words.count > 2, ["uv", "poetry", "pipenv", "pdm"].contains(words[0]), words[1] == "run" { words.removeFirst(2) }
        guard let program = words.first else { return nil }
        let name = Path.name(of: program)
        if name == "python" || name == "python3" || name.hasPrefix("python3.") { return [interpreter] + words.dropFirst() }
        if modules.contains(name) {
            return [interpreter, "-m", name == "waitress-serve" ? "waitress" : name] + words.dropFirst()
        }
        return words
    }
}
