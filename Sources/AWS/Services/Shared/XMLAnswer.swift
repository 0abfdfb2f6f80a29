/// A part of an XML answer with names for what a release needs; whatever else AWS said stays in ``xml``.
package protocol XMLAnswer: Hashable, Sendable {
    var xml: XMLElement { get }
    init(_ xml: XMLElement)
}

extension XMLAnswer {
    /// Nil for an element that is missing or empty.
    func string(_ path: String...) -> String? {
        var element: XMLElement? = xml
        for name in path { element = element?.child(name) }
        return element.flatMap { $0.text.isEmpty ? nil : $0.text }
    }

    func integer(_ name: String) -> Int? { string(name).flatMap { Int($0) } }
    func bool(_ name: String) -> Bool? { string(name).map { $0 == "true" } }
    /// Seconds since 1970.
    func time(_ name: String) -> Double? { string(name).flatMap(UTCDate.init(rfc3339:)).map { Double($0.secondsSince1970) } }
    func strings(_ list: String) -> [String] { xml.items(of: list).map(\.text) }
    func list<Item: XMLAnswer>(_ name: String) -> [Item] { xml.items(of: name).map(Item.init) }

    /// Pairs of a list as a dictionary: tags, outputs, parameters.
    func pairs(_ list: String, _ key: String, _ value: String) -> [String: String] {
        let pairs = xml.items(of: list).compactMap { item in item.text(at: key).map { ($0, item.text(at: value) ?? "") } }
        return [String: String](pairs) { _, last in last }
    }
}
