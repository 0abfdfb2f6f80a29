/// A volume of a task: a file system in EFS, or scratch space when nothing is given.
package struct VolumeSpec: Sendable, Equatable {
    /// `fs-...`; nil for scratch space.
    package var fileSystem: String?
    /// A directory of the file system.
    package var root: String?
    package var accessPoint: String?
    /// Whether the task's role decides who may use it.
    package var usesRole: Bool

    static let keys = Keys("a volume", definition: "volume", ["efs", "root", "access-point", "iam"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        fileSystem = fields.read("efs") { reading.resource($0, "fs") }
        root = fields.read("root", reading.containerPath)
        accessPoint = fields.read("access-point") { reading.resource($0, "fsap") }
        usesRole = fields.read("iam", reading.boolean) ?? false
        for key in ["root", "access-point", "iam"] where fields.has(key) && !fields.has("efs") {
            reading.report(fields.place(key), "'\(key)' needs 'efs'")
        }
        fields.exclusive("root", "access-point")
    }
}

/// A volume's place in a container.
package struct MountSpec: Sendable, Equatable {
    package var volume: String
    /// Absolute.
    package var path: String
    package var isReadOnly: Bool
    package let origin: Origin

    static let keys = Keys("a mount", definition: "mount", ["volume", "path", "read-only"])

    /// Reads a map, or `VOLUME:PATH[:ro]`.
    init?(_ node: Node, _ reading: Reading) {
        origin = reading.origin(node)
        if case .scalar(let text, _) = node.content {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard (2...3).contains(parts.count), !parts[0].isEmpty, parts.count == 2 || parts[2] == "ro" else {
                reading.report(node, "expected 'volume:/path', 'volume:/path:ro' or a map, found \(node.found)")
                return nil
            }
            guard let path = reading.containerPath(parts[1], at: node) else { return nil }
            (volume, self.path, isReadOnly) = (parts[0], path, parts.count == 3)
            return
        }
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let volume = fields.require("volume", "name one of 'volumes'") { reading.word($0, "a volume's name") }
        let path = fields.require("path", "give an absolute path in the container", reading.containerPath)
        isReadOnly = fields.read("read-only", reading.boolean) ?? false
        guard let volume, let path else { return nil }
        (self.volume, self.path) = (volume, path)
    }
}
