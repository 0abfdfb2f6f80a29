internal import Glibc

/// A path inside an archive or a layer: relative, with no empty, `.` or `..` component. The root is the empty path.
///
/// Compared, hashed and sorted by its UTF-8 bytes: two names that differ only in Unicode normalisation are two files.
package struct EntryPath: Sendable, CustomStringConvertible {
    /// The components joined by `/`, with no slash at either end.
    package let text: String

    /// Parses a path as archives write it: `./usr/bin/`, `/usr/bin` and `usr/bin` are the same.
    /// - Throws: ``ArchiveError`` `.unsafePath` if a component is `..` or the path holds a NUL.
    package init(_ raw: some StringProtocol) throws(ArchiveError) {
        var components = raw.split(separator: "/", omittingEmptySubsequences: true)
        components.removeAll { $0 == "." }
        guard !components.contains(".."), !raw.utf8.contains(0) else { throw ArchiveError(.unsafePath, subject: String(raw)) }
        text = components.joined(separator: "/")
    }

    /// A path known to be right: one taken apart from another.
    private init(trusted text: String) { self.text = text }

    package static let root = EntryPath(trusted: "")

    package var isRoot: Bool { text.isEmpty }
    package var description: String { text.isEmpty ? "." : text }
    package var components: [Substring] { text.split(separator: "/") }
    package var lastComponent: Substring { components.last ?? "" }

    /// The directory that holds this path; nil for the root.
    package var parent: EntryPath? {
        guard !isRoot else { return nil }
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return EntryPath(trusted: String(text[..<slash]))
    }

    /// This path with `name` below it; `name` may hold slashes.
    package func appending(_ name: some StringProtocol) throws(ArchiveError) -> EntryPath {
        let name = String(name)
        guard Self.isPlain(name) else { return try EntryPath(isRoot ? name : text + "/" + name) }
        var joined = text
        joined.reserveCapacity(text.utf8.count + 1 + name.utf8.count)
        if !isRoot { joined += "/" }
        joined += name
        return EntryPath(trusted: joined)
    }

    /// Whether a name is one component that needs no parsing, as nearly all are. One with a dot in front is left to the parser.
    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: ".") else { return false }
        return !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    /// Whether this path is `other` or lies below it.
    package func isWithin(_ other: EntryPath) -> Bool {
        other.isRoot || self == other || text.utf8.starts(with: (other.text + "/").utf8)
    }
}

extension EntryPath: Hashable, Comparable {
    package static func == (a: EntryPath, b: EntryPath) -> Bool {
        let same = a.text.utf8.withContiguousStorageIfAvailable { a in
            b.text.utf8.withContiguousStorageIfAvailable { b in
                guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else { return a.isEmpty && b.isEmpty }
                return memcmp(first, second, a.count) == 0
            }
        }
        return (same ?? nil) ?? a.text.utf8.elementsEqual(b.text.utf8)
    }
    package static func < (a: EntryPath, b: EntryPath) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    /// The order of a walk through a tree, component by component: a directory, then all below it, then `directory-2`.
    package func precedesInTree(_ other: EntryPath) -> Bool {
        // No path holds a NUL, so a slash counted as one stands before every byte of a name.
        func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
        return text.utf8.lexicographicallyPrecedes(other.text.utf8) { rank($0) < rank($1) }
    }

    package func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
