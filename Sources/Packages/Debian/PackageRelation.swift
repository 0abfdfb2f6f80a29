/// One package named by a relation field such as `Replaces`: `libc6 (<< 2.29-4)`.
/// - Source: deb-control(5); Debian policy 7.1.
package struct PackageRelation: Sendable, Equatable {
    package let name: String
    /// `<<`, `<=`, `=`, `>=` or `>>`, with the version.
    package let bound: (relation: String, version: DebianVersion)?

    /// Parses a field's value; what is no relation is passed over.
    package static func list(_ field: String?) -> [PackageRelation] {
        (field ?? "").split(separator: ",").compactMap { PackageRelation($0) }
    }

    private init?(_ text: Substring) {
        let parts = text.split(separator: "(", maxSplits: 1)
        guard let name = parts.first?.trimmed.split(separator: ":").first, !name.isEmpty else { return nil }
        self.name = String(name)
        guard parts.count == 2, let close = parts[1].firstIndex(of: ")") else {
            bound = nil
            return
        }
        let inside = parts[1][..<close]
        let relation = inside.prefix { "<=>".contains($0) }
        bound = (String(relation), DebianVersion(String(inside.dropFirst(relation.count).trimmed)))
    }

    /// Whether the relation speaks of this version of this package.
    package func matches(name: String, version: String) -> Bool {
        guard name == self.name else { return false }
        guard let bound else { return true }
        let version = DebianVersion(version)
        return switch bound.relation {
        case "<<": version < bound.version
        case "<=", "<": version <= bound.version
        case "=": version == bound.version
        case ">=", ">": version >= bound.version
        case ">>": version > bound.version
        default: false
        }
    }

    package static func == (a: PackageRelation, b: PackageRelation) -> Bool {
        a.name == b.name && a.bound?.relation == b.bound?.relation && a.bound?.version == b.bound?.version
    }
}
