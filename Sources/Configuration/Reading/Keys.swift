/// The keys that one kind of map may have; the tables that the parser, its error messages and the JSON Schema's test share.
package struct Keys: Sendable {
    /// What the map describes, with its article, for messages: `an image`.
    let subject: String
    /// The name under `$defs` in the JSON Schema; empty for the file itself.
    package let definition: String
    /// In the order in which a reader meets them.
    package let names: [String]

    init(_ subject: String, definition: String, _ names: [String]) {
        self.subject = subject
        self.definition = definition
        self.names = names
    }
}
