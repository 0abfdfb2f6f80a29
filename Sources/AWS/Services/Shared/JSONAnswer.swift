import JSON

/// A part of a JSON answer with names for what a release needs; whatever else AWS said stays in ``json``.
package protocol JSONAnswer: Hashable, Sendable {
    var json: JSONValue { get }
    init(_ json: JSONValue)
}

extension JSONAnswer {
    func string(_ key: String) -> String? { json[key]?.string }
    func integer(_ key: String) -> Int? { json[key]?.integer }
    func bool(_ key: String) -> Bool? { json[key]?.bool }
    /// Seconds since 1970.
    func time(_ key: String) -> Double? { json[key]?.number }
    func strings(_ key: String) -> [String] { json[key]?.strings ?? [] }
    func list<Item: JSONAnswer>(_ key: String) -> [Item] { (json[key]?.array ?? []).map(Item.init) }
    func part<Part: JSONAnswer>(_ key: String) -> Part? { json[key].map(Part.init) }

    /// Pairs of a list as a dictionary; a pair without a value has an empty one, of two with one key the last counts.
    func pairs(_ list: String, _ key: String, _ value: String) -> [String: String] {
        let pairs = (json[list]?.array ?? []).compactMap { pair in pair[key]?.string.map { ($0, pair[value]?.string ?? "") } }
        return [String: String](pairs) { _, last in last }
    }

    /// Tags as ECS and most JSON services write them: `{key, value}`; a tag without a value has an empty one.
    func tags(_ key: String = "tags") -> [String: String] { Tags.read(json[key]) }
}
