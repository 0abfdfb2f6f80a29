import Diagnostics
import Yams

/// The services of a `docker-compose.yml`, as hints: what is built, where it listens, what it is told.
/// - Source: the Compose Specification.
struct ComposeFile: Sendable, Hashable {
    struct Service: Sendable, Hashable {
        let name: String
        /// Where its image is built, relative to the project; nil for a finished image.
        var context: String?
        /// Relative to the context.
        var dockerfile: String?
        var image: String?
        /// Those of the container.
        var ports: [Int] = []
        /// Those of the machine, by the container's.
        var published: [Int: Int] = [:]
        /// Nil for a value of the machine's environment.
        var variables: [String: String?] = [:]
        var after: [String] = []
        var command: [String] = []
        var line: Int?
    }

    static let names = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"]

    let path: String
    /// In the order of the file.
    private(set) var services: [Service] = []
    private(set) var notes: [DraftNote] = []

    /// Takes what it understands; a file that is no YAML gives nothing but a note.
    init(_ text: String, path: String) {
        self.path = path
        // Anchors may blow a small file up to a large one.
        guard text.utf8.count < 1 << 18, text.utf8.count(where: { $0 == UInt8(ascii: "*") }) < 200 else {
            notes.append(DraftNote("'\(path)' is not read: it is too large, or has too many anchors"))
            return
        }
        do {
            let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            for (key, value) in root?["services"]?.mapping ?? [:] {
                guard let name = key.string, let map = value.mapping else { continue }
                services.append(Self.service(name, Self.merged(map), line: key.mark?.line))
            }
        } catch {
            notes.append(DraftNote("'\(path)' is not read: \(error)"))
        }
    }

    /// With what `<<` takes over from other maps; what stands there itself counts more, and the first of several.
    /// - Parameter depth: how far the others may take over in their turn: a list of lists of aliases would have no end.
    /// - Source: YAML 1.1, "Merge Key Language-Independent Type".
    private static func merged(_ map: Yams.Node.Mapping, depth: Int = 3) -> Yams.Node.Mapping {
        guard depth > 0, let taken = map["<<"] else { return map }
        var whole = map
        for other in taken.sequence.map(Array.init) ?? [taken] {
            for (key, value) in other.mapping.map({ merged($0, depth: depth - 1) }) ?? [:] where whole[key] == nil { whole[key] = value }
        }
        return whole
    }

    private static func service(_ name: String, _ map: Yams.Node.Mapping, line: Int?) -> Service {
        var service = Service(name: name, line: line)
        let build = map["build"]
        service.context = (build?.string ?? build?["context"]?.string ?? (build?.mapping == nil ? nil : ".")).flatMap(Path.plain)
        service.dockerfile = build?["dockerfile"]?.string
        service.image = map["image"]?.string
        service.ports =
            (map["ports"]?.sequence.map(Array.init) ?? []).compactMap(port)
            + (map["expose"]?.sequence.map(Array.init) ?? []).compactMap(port)
        for node in map["ports"]?.sequence.map(Array.init) ?? [] {
            if let inner = port(node), let outer = published(node) { service.published[inner] = service.published[inner] ?? outer }
        }
        service.variables = variables(map["environment"])
        service.after =
            map["depends_on"]?.mapping.map { $0.keys.compactMap(\.string) }
            ?? (map["depends_on"]?.sequence.map(Array.init) ?? []).compactMap(\.string)
        service.command = map["command"]?.sequence.map { $0.compactMap(\.string) } ?? map["command"]?.string.flatMap(ShellWords.plain) ?? []
        return service
    }

    /// The container's side of `8080:80`, `127.0.0.1:8080:80/tcp`, `80`, `{target: 80}`.
    private static func port(_ node: Yams.Node) -> Int? {
        let text = node["target"]?.string ?? node.string
        let port = text?.split(separator: ":").last.flatMap { Int($0.prefix { $0 != "/" && $0 != "-" }) }
        return port.flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    /// The machine's side of those.
    private static func published(_ node: Yams.Node) -> Int? {
        let parts = node.string?.split(separator: ":").map(String.init) ?? []
        let text = node["published"]?.string ?? (parts.count > 1 ? parts[parts.count - 2] : nil)
        return text.flatMap { Int($0) }.flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    /// A map, or a list of `NAME=value`.
    private static func variables(_ node: Yams.Node?) -> [String: String?] {
        var found: [String: String?] = [:]
        for (key, value) in node?.mapping.map({ merged($0) }) ?? [:] {
            guard let name = key.string else { continue }
            let text = value.string ?? ""
            found.updateValue(text.isEmpty || text.contains("${") ? nil : text, forKey: name)
        }
        for item in node?.sequence.map(Array.init) ?? [] {
            guard let text = item.string else { continue }
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else { continue }
            let value = parts.count == 2 && !parts[1].contains("${") ? parts[1] : nil
            found.updateValue(value, forKey: name)
        }
        return found.filter { VariableKind.isName($0.key) }
    }
}
