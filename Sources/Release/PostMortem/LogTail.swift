import JSON

/// The last that a container said.
package struct LogTail: Sendable, Hashable {
    package let container: String
    package let task: String
    package let group: String
    package let stream: String
    /// The oldest first; empty when it said nothing.
    package let lines: [String]
    /// Why there are no lines, when they could not be read.
    package let trouble: String?

    var json: JSONValue {
        [
            "container": .string(container), "task": .string(task), "group": .string(group), "stream": .string(stream),
            "lines": JSONValue(lines), "trouble": trouble.map { .string($0) } ?? .null,
        ]
    }
}
