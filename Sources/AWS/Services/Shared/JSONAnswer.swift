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

    /// Tags as ECS and most JSON services write them: `{key, value}`; a tag without a value has an empty one.
    func tags(_ key: String = "tags") -> [String: String] { Tags.read(json[key]) }
}
