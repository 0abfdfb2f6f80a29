/// Files of the project that go into an image: an entry of `copy:`.
package struct CopySpec: Sendable, Equatable {
    /// A file or a directory, relative to the directory of the file, without `..`; `.` is that directory itself.
    package var from: String
    /// Absolute, in the image. A directory's content goes below it; a file goes below it if it ends with `/`, else takes its name.
    package var to: String
    package var owner: FileOwner
    /// Permission bits for every file (0 to 0o7777); nil keeps the file's own as far as executable or not.
    package var mode: UInt16?
    /// Patterns as in `.dockerignore`, on top of that file's.
    package var exclude: [String]
    package let origin: Origin
    /// Where `from` is written, for an error when it does not exist.
    package let fromOrigin: Origin

    package static let keys = Keys("an entry of 'copy'", definition: "copy", ["from", "to", "owner", "mode", "exclude"])

    /// Reads a map, or the short form `from:to`.
    init?(_ node: Node, _ reading: Reading) {
        origin = reading.origin(node)
        if case .scalar(let text, _) = node.content {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                reading.report(node, "expected 'from:to' or a map with 'from' and 'to', found \(node.found)")
                return nil
            }
            guard let from = reading.projectPath(parts[0], at: node), let to = reading.containerPath(parts[1], at: node) else { return nil }
            (self.from, self.to, owner, exclude) = (from, to, FileOwner(user: 0, group: 0), [])
            fromOrigin = origin
            return
        }
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        fromOrigin = reading.origin(fields["from"] ?? node)
        let from = fields.require("from", "give a file or a directory relative to this file", reading.projectPath)
        let to = fields.require("to", "give an absolute path in the image", reading.containerPath)
        owner = fields.read("owner") { FileOwner($0, reading) } ?? FileOwner(user: 0, group: 0)
        mode = fields.read("mode", reading.fileMode)
        exclude = fields.read("exclude") { reading.oneOrMore($0, "a list of patterns", { reading.word($0, "a pattern") }) } ?? []
        guard let from, let to else { return nil }
        (self.from, self.to) = (from, to)
    }
}

/// Numbers of a user and a group.
package struct FileOwner: Sendable, Hashable {
    package var user: Int
    package var group: Int

    package init(user: Int, group: Int) {
        self.user = user
        self.group = group
    }

    /// Reads `UID:GID`, or `UID` for both.
    init?(_ node: Node, _ reading: Reading) {
        guard case .scalar(let text, _) = node.content else {
            reading.expected("numbers UID:GID", node)
            return nil
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy(Names.isDigit) ? Int(part) : nil }.filter(UserSpec.ids.contains)
        guard (1...2).contains(parts.count), numbers.count == parts.count, let user = numbers.first, let group = numbers.last else {
            reading.expected("numbers UID:GID, since names differ between images", node)
            return nil
        }
        self.init(user: user, group: group)
    }
}

extension Reading {
    /// Octal permission bits, `0755`, `755` or `0o755`, with quotes or without.
    func fileMode(_ node: Node) -> UInt16? {
        guard case .scalar(let text, _) = node.content else {
            expected("a mode such as 0755", node)
            return nil
        }
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        guard (3...5).contains(digits.count), digits.utf8.allSatisfy(Names.isDigit), let mode = UInt16(digits, radix: 8), mode <= 0o7777
        else {
            expected("a mode of three or four octal digits, such as 0755", node)
            return nil
        }
        return mode
    }
}
