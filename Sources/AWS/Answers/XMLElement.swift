/// One element of an XML answer.
package struct XMLElement: Hashable, Sendable {
    /// Without a namespace prefix.
    package let name: String
    /// Its own characters, entities resolved, space at both ends removed.
    package internal(set) var text = ""
    package internal(set) var children: [XMLElement] = []

    init(name: String) { self.name = name }

    /// The first child of that name.
    package func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text at the end of a path of names; nil when an element on the way is missing.
    package func text(at path: String...) -> String? {
        var element: XMLElement? = self
        for name in path { element = element?.child(name) }
        return element?.text
    }

    /// The items of a list: `<name><member>...</member></name>`.
    package func items(of name: String) -> [XMLElement] {
        child(name)?.children.filter { $0.name == "member" || $0.name == "item" } ?? []
    }
}
