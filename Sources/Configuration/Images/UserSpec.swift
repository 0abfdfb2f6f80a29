/// A user that a base makes, with a group of the same name.
package struct UserSpec: Sendable, Equatable {
    package var id: Int
    /// The number of the user's group; its own number unless given.
    package var group: Int
    /// `/home/NAME` unless given.
    package var home: String
    /// `/usr/sbin/nologin` unless given.
    package var shell: String

    package static let keys = Keys("a user", definition: "user", ["id", "group", "home", "shell"])
    /// 65535 and 4294967295 mean "no user" to the kernel.
    /// - Source: Debian Policy 9.2.2.
    static let ids = 0...4_294_967_294

    /// Reads a number, or a map for more than that.
    init?(name: String, _ node: Node, _ reading: Reading) {
        if case .scalar = node.content {
            guard let id = reading.integer(node, Self.ids, "a user's number") else { return nil }
            self.init(id: id, group: id, home: "/home/\(name)", shell: "/usr/sbin/nologin")
            return
        }
        guard let fields = Fields(node, Self.keys, reading),
            let id = fields.require("id", "give the user's number", { reading.integer($0, Self.ids, "a user's number") })
        else { return nil }
        self.init(
            id: id,
            group: fields.read("group") { reading.integer($0, Self.ids, "a group's number") } ?? id,
            home: fields.read("home", reading.containerPath) ?? "/home/\(name)",
            shell: fields.read("shell", reading.containerPath) ?? "/usr/sbin/nologin")
    }

    init(id: Int, group: Int, home: String, shell: String) {
        self.id = id
        self.group = group
        self.home = home
        self.shell = shell
    }
}
