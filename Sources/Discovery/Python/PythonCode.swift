/// What the text of one file of Python tells, read line by line: enough to propose, never to be sure.
struct PythonCode: Sendable, Hashable {
    /// Relative to the application.
    let path: String
    /// First parts of what it imports: `gradio`, `uvicorn`.
    private(set) var imports: Set<String> = []
    private(set) var reads: [VariableRead] = []
    /// Names at the module's level whose value is an application: `app` of `app = FastAPI()`.
    private(set) var objects: [Framework: String] = [:]
    /// A function that makes one: `create_app`.
    private(set) var factory: String?
    /// Whether it does something when it is run.
    private(set) var isScript = false
    /// Where it listens, when a number says so.
    private(set) var port: Int?
    /// A path that answers whether it is well.
    private(set) var healthPath: String?
    /// Whether something answers at `/`.
    private(set) var hasRoot = false
    /// Whether routes are put below others', so that where they are is not known.
    private(set) var hasPrefixes = false
    /// Whether it says where FastAPI describes itself, or that it does not.
    private(set) var hidesDescription = false
    /// Whether Django answers those alone who ask by certain names: a load balancer asks by address.
    private(set) var restrictsHosts = false
    /// `mysite.settings`, in Django's `manage.py`.
    private(set) var djangoSettings: String?
    /// Whether it listens on the loopback address and says so in its text.
    private(set) var bindsLoopback = false

    init(path: String, _ text: String) {
        self.path = path
        let knowsEnvironment = text.contains("environ") || text.contains("getenv")
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.drop { $0 == " " || $0 == "\t" }
            guard !words.hasPrefix("#") else { continue }
            takeImport(words)
            if knowsEnvironment { reads += VariableRead.reads(in: String(line)) }
            if words.count == line.count { takeTopLevel(words) }
            if port == nil { port = Self.port(in: line) }
            takeRoute(words)
            if words.hasPrefix("os.environ.setdefault("),
                let value = line.split(separator: "\"", omittingEmptySubsequences: false).dropFirst(3).first
            {
                djangoSettings = String(value)
            }
            if words.contains("host=\"127.0.0.1\"") || words.contains("host=\"localhost\"") { bindsLoopback = true }
        }
    }

    private mutating func takeImport(_ words: Substring) {
        guard words.hasPrefix("import ") || words.hasPrefix("from ") else { return }
        let rest = words[words.index(after: words.firstIndex(of: " ") ?? words.startIndex)...]
        let modules = words.hasPrefix("from ") ? [rest.prefix { $0 != " " }] : rest.split(separator: ",")
        for module in modules {
            let name = module.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            if !name.isEmpty { imports.insert(String(name)) }
        }
    }

    private mutating func takeRoute(_ words: Substring) {
        if words.contains("prefix=") || words.contains("include(") { hasPrefixes = true }
        if words.contains("openapi_url") || words.contains("docs_url=None") && words.contains("openapi") { hidesDescription = true }
        if words.hasPrefix("ALLOWED_HOSTS"), !words.contains("\"*\""), !words.contains("'*'") { restrictsHosts = true }
        let paths = Self.paths(in: words)
        if paths.contains("/"), !words.contains(".post(") { hasRoot = true }
        if healthPath == nil { healthPath = paths.first(where: Self.isForHealth) }
    }

    private mutating func takeTopLevel(_ line: Substring) {
        if line.hasPrefix("if __name__") { isScript = true }
        for name in ["create_app", "make_app", "get_app", "build_app"] where line.hasPrefix("def \(name)(") { factory = name }
        let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let rest = line[name.endIndex...].drop { $0 == " " }
        guard !name.isEmpty, rest.first == "=", rest.dropFirst().first != "=" || rest.first == ":" else { return }
        let value = rest.dropFirst().drop { $0 == " " }
        for framework in Framework.allCases
        where framework.constructors.contains(where: { value.hasPrefix($0) || value.contains("." + $0) }) {
            if objects[framework] == nil { objects[framework] = String(name) }
        }
    }

    /// The number behind a word `port`, as in `port: int = 8000`, `--port 8000` and `("PORT", 8000)`.
    static func port(in line: Substring) -> Int? {
        let lower = line.lowercased()
        var rest = lower[...]
        while let found = rest.firstRange(of: "port") {
            let before = lower[..<found.lowerBound].last
            rest = rest[found.upperBound...]
            guard before.map({ !$0.isLetter && !$0.isNumber }) ?? true, rest.first.map({ !$0.isLetter && $0 != "_" }) ?? false else {
                continue
            }
            if let port = firstPort(in: rest) { return port }
        }
        return nil
    }

    /// Where databases, queues and mail are: others' ports, and the largest there is.
    private static let foreign: Set = [25, 465, 587, 1433, 3306, 5432, 5672, 6379, 9092, 11211, 27017, 65535]

    private static func firstPort(in text: Substring) -> Int? {
        for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }) {
            guard let number = Int(word) else { continue }
            return (80...65535).contains(number) && !foreign.contains(number) ? number : nil
        }
        return nil
    }

    private static let healthPaths = ["/healthz", "/health", "/livez", "/readyz", "/ready", "/ping", "/up", "/status"]

    /// What may be the paths of a route: all that stands in quotes.
    private static func paths(in line: Substring) -> [String] {
        let words = ["path(", "route(", "Route(", "add_url_rule("]
        guard line.hasPrefix("@") || words.contains(where: { line.contains($0) }) else { return [] }
        return ["\"", "'"].flatMap { quote in
            // Every second part is between two quotes.
            line.split(separator: quote, omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        }.map { $0.hasPrefix("/") ? String($0) : "/" + $0 }
    }

    /// Whether the name of a path says so.
    private static func isForHealth(_ path: String) -> Bool {
        healthPaths.contains(path.last == "/" && path.count > 1 ? String(path.dropLast()) : path)
    }
}
