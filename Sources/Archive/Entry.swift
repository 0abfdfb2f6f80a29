/// One file system object of an archive or a layer, without its bytes.
package struct Entry: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// `size` in bytes.
        case file(size: Int64)
        case directory
        /// The target as written, not resolved.
        case symbolicLink(target: String)
        /// The target is a path of the same archive.
        case hardLink(target: EntryPath)
        /// A device, socket or FIFO; `type` names it for messages.
        case special(type: String)
    }

    package var path: EntryPath
    package var kind: Kind
    /// Permission bits with setuid, setgid and sticky: 0 to 0o7777.
    package var mode: UInt16
    package var owner: Owner
    /// Seconds since 1970.
    package var modificationTime: Int64
    /// Name to value, as `getxattr` gives them; file capabilities are `security.capability`.
    package var extendedAttributes: [String: [UInt8]]

    package init(
        _ path: EntryPath, _ kind: Kind, mode: UInt16, owner: Owner = .root, modificationTime: Int64 = 0,
        extendedAttributes: [String: [UInt8]] = [:]
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.owner = owner
        self.modificationTime = modificationTime
        self.extendedAttributes = extendedAttributes
    }
}

/// User and group by number; names mean nothing inside an image.
package struct Owner: Hashable, Sendable, CustomStringConvertible {
    package var user: UInt32
    package var group: UInt32

    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    package static let root = Owner(user: 0, group: 0)
    package var description: String { "\(user):\(group)" }
}
