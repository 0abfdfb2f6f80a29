/// A JSON document with a name to put into errors.
package protocol JSONDocument: Codable, Hashable, Sendable {
    /// What people call it: "image manifest".
    static var documentName: String { get }
}
