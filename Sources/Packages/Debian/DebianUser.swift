/// A user that a base gets besides root and nobody.
package struct DebianUser: Sendable, Hashable, CustomStringConvertible {
    package let id: UInt32
    package let group: UInt32
    /// Absolute; made with mode 0700, owned by the user.
    package let home: String
    package let shell: String

    package init(id: UInt32, group: UInt32, home: String, shell: String) {
        self.id = id
        self.group = group
        self.home = home
        self.shell = shell
    }

    package var description: String { "\(id):\(group):\(home):\(shell)" }
}
