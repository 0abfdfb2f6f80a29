import Diagnostics

/// An application in Python, as its files tell it.
struct PythonApplication: Sendable {
    let tree: SourceTree
    /// Its code without its tests.
    let code: [PythonCode]
    let framework: Framework?
    /// What it says it needs, in normal form.
    let requirements: Set<String>
    /// What a lock is made of.
    let inputs: ApplicationDraft.Python?
    let notes: [DraftNote]
    /// The least minor number of its Python.
    let least: Int?

    /// - Parameters:
    ///   - tree: of the application's own folder.
    ///   - folder: of the application, for what is said of it.
    init(_ tree: SourceTree, folder: String) {
        self.tree = tree
        code = tree.paths.filter(Self.isCode).compactMap { path in tree.text(path).map { PythonCode(path: path, $0) } }
        let reader = RequirementReader(tree, folder: folder)
        requirements = reader.names
        inputs = reader.inputs
        notes = reader.notes
        least = reader.least
        let imports = Set(code.flatMap(\.imports))
        let names = requirements
        framework =
            Framework.allCases.first { names.contains($0.rawValue) && imports.contains($0.rawValue) }
            ?? Framework.allCases.first { imports.contains($0.rawValue) || names.contains($0.rawValue) }
    }

    private static func isCode(_ path: String) -> Bool {
        let name = Path.name(of: path)
        guard path.hasSuffix(".py"), !name.hasPrefix("test_"), !name.hasSuffix("_test.py"), name != "conftest.py", name != "setup.py" else {
            return false
        }
        return !path.split(separator: "/").dropLast().contains {
            ["test", "tests", "testing", "docs", "examples", "migrations"].contains($0)
        }
    }

    /// The port that a file says, the one that starts it first; else what is usual.
    func port(startedBy entry: String?) -> Int? {
        let first = code.filter { $0.path == entry }, rest = code.filter { $0.path != entry }
        return (first + rest).lazy.compactMap(\.port).first ?? framework?.port
    }

    /// Every variable that is read, once, with what stands beside it where it is read first.
    var reads: [VariableRead] {
        var known: Set<String> = []
        return code.flatMap(\.reads).filter { known.insert($0.name).inserted }.sorted { $0.name < $1.name }
    }

    /// Keys that clients of services look for themselves, without a line of the application's.
    /// - Source: the documentation of each client.
    private static let clientKeys = [
        "openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY", "groq": "GROQ_API_KEY",
        "cohere": "CO_API_KEY", "google-genai": "GEMINI_API_KEY",
    ]

    /// The variables whose values are secrets, sorted.
    var secretVariables: [String] {
        let read = reads.map(\.name).filter { VariableKind($0) == .secret }
        let implied = Self.clientKeys.filter { requirements.contains($0.key) }.map(\.value)
        return Set(read + implied).sorted()
    }

    /// Debian packages that Python packages load at run time, and wheels do not hold.
    /// - Source: the installation notes of each package.
    private static let libraries = [
        "opencv-python": ["libgl1", "libglib2.0-0"], "pydub": ["ffmpeg"], "pytesseract": ["tesseract-ocr"],
        "weasyprint": ["libpango-1.0-0", "libpangoft2-1.0-0"], "pdf2image": ["poppler-utils"], "python-magic": ["libmagic1"],
        "gitpython": ["git"],
    ]

    var debianPackages: [String] { Self.libraries.filter { requirements.contains($0.key) }.flatMap(\.value).sorted() }
}
