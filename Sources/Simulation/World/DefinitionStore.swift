/// All revisions of all families.
struct DefinitionStore {
    private(set) var families: [String: [DefinitionState]] = [:]

    /// All revisions, deleted ones left out, by family and number.
    var all: [DefinitionState] {
        families.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    mutating func add(_ definition: DefinitionState) { families[definition.family, default: []].append(definition) }

    func nextRevision(of family: String) -> Int { (families[family]?.last?.revision ?? 0) + 1 }

    /// By ARN, by `family:revision`, or the newest active one of a family.
    func find(_ name: String) -> DefinitionState? {
        let short = name.hasPrefix("arn:") ? name.split(separator: "/").last.map(String.init) ?? "" : name
        let parts = short.split(separator: ":", maxSplits: 1)
        guard let all = parts.first.flatMap({ families[String($0)] }) else { return nil }
        guard parts.count == 2 else { return all.last { $0.isActive } }
        return all.first { $0.revision == Int(parts[1]) }
    }
}
