/// Tells applications where the others are, and in which order they come.
struct Neighbours {
    private(set) var drafts: [ApplicationDraft]
    private let codes: [String: PythonApplication]
    private let services: [String: ComposeFile.Service]
    private let project: String
    /// Services of the compose file that are no application of ours.
    private let untaken: Set<String>

    /// - Parameters:
    ///   - codes: by the drafts' names.
    ///   - services: of the compose file, by the drafts' names.
    ///   - untaken: names of its others.
    init(
        _ drafts: [ApplicationDraft], _ codes: [String: PythonApplication], _ services: [String: ComposeFile.Service],
        untaken: Set<String>, project: String
    ) {
        self.untaken = untaken
        self.drafts = drafts
        self.codes = codes
        self.services = services
        self.project = project
        for index in drafts.indices {
            takeCompose(index)
            connect(index)
        }
        open()
    }

    /// What the compose file says of one application: values, secrets without their values, and who comes first.
    private mutating func takeCompose(_ index: Int) {
        guard let service = services[drafts[index].name] else { return }
        for (name, value) in service.variables.sorted(by: { $0.key < $1.key }) {
            switch VariableKind(name) {
            case .ignored, .host, .port: break
            case .secret: drafts[index].secrets[name] = "\(project)/\(VariableKind.secretName(of: name))"
            case .address, .other:
                if let value, let other = foreign(in: value) {
                    drafts[index].foreignVariables[name] = other
                } else if let value {
                    drafts[index].settings[name] = value
                }
                if let value, let other = drafts.first(where: { Self.names($0, in: value) }) { put(other.name, before: index) }
            }
        }
        for name in service.after where drafts.contains(where: { $0.name == name }) { put(name, before: index) }
    }

    /// The service that a value leads to and that is no application of ours: a database in a container beside it.
    private func foreign(in value: String) -> String? {
        guard let authority = Self.authority(of: value) else {
            // `db` or `db:5432`.
            return value.split(separator: ":").first.map(String.init).flatMap { untaken.contains($0) ? $0 : nil }
        }
        return !authority.contains(".") && !drafts.contains { authority == $0.name } && authority != "localhost" ? authority : nil
    }

    private static func authority(of value: String) -> String? {
        guard let mark = value.firstRange(of: "://") else { return nil }
        let whole = value[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
        return (whole.split(separator: "@").last ?? whole).split(separator: ":").first.map(String.init)
    }

    private static func names(_ draft: ApplicationDraft, in value: String) -> Bool { authority(of: value) == draft.name }

    /// Variables of the code that hold another application's address.
    private mutating func connect(_ index: Int) {
        guard let code = codes[drafts[index].name] else { return }
        for read in code.reads {
            switch VariableKind(read.name) {
            case _ where drafts[index].foreignVariables[read.name] != nil: break
            case .address(let stem):
                guard drafts[index].settings[read.name] == nil, let other = other(than: index, stem, read.standard), let port = other.port
                else {
                    if drafts[index].settings[read.name] == nil { drafts[index].otherVariables.append(read.name) }
                    continue
                }
                drafts[index].settings[read.name] = "http://\(other.name):\(port)\(Self.path(of: read.standard))"
                put(other.name, before: index)
            case .other where drafts[index].settings[read.name] == nil && drafts[index].variables[read.name] == nil:
                drafts[index].otherVariables.append(read.name)
            default: break
            }
        }
    }

    /// By name, by the port that the code takes by itself, or because no one else can be meant.
    private func other(than index: Int, _ stem: String, _ standard: String?) -> ApplicationDraft? {
        let others = drafts.indices.filter { $0 != index }.map { drafts[$0] }.filter { $0.port != nil }
        if let named = others.first(where: { $0.name == stem }) { return named }
        if let standard, let local = ["localhost:", "127.0.0.1:"].lazy.compactMap({ standard.firstRange(of: $0) }).first {
            let port = Int(standard[local.upperBound...].prefix { $0.isNumber })
            return others.first { $0.port == port }
        }
        let words = Set(stem.split(separator: "-").map(String.init))
        let alike = others.filter { !words.isDisjoint(with: $0.name.split(separator: "-").map(String.init)) }
        if alike.count == 1 { return alike[0] }
        return ["api", "backend", "server"].contains(stem) && others.count == 1 ? others[0] : nil
    }

    /// `/v1` of `http://localhost:8000/v1`.
    private static func path(of address: String?) -> String {
        guard let address, let mark = address.firstRange(of: "://") else { return "" }
        let path = address[mark.upperBound...].drop { $0 != "/" }
        return path == "/" ? "" : String(path)
    }

    /// Unless that would be a circle.
    private mutating func put(_ name: String, before index: Int) {
        let own = drafts[index].name
        guard name != own, !drafts[index].after.contains(name), !comesAfter(name, own) else { return }
        drafts[index].after.append(name)
    }

    private func comesAfter(_ name: String, _ other: String) -> Bool {
        guard let draft = drafts.first(where: { $0.name == name }) else { return false }
        return draft.after.contains { $0 == other || comesAfter($0, other) }
    }

    /// Users reach pages; where there are none, what no other application asks.
    private mutating func open() {
        let asked = Set(
            drafts.flatMap { draft in drafts.filter { other in draft.settings.values.contains { Self.names(other, in: $0) } } }.map(\.name))
        let free = drafts.indices.filter { drafts[$0].port != nil && !asked.contains(drafts[$0].name) }
        let pages = free.filter { drafts[$0].framework?.isPage == true }
        for index in pages.isEmpty ? free : pages { drafts[index].isPublic = true }
    }
}
