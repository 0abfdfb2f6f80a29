import Archive

/// The symbolic links of a layer, so that paths that lead through them can be written where they lead.
///
/// A file "below" a link in a layer is read by some unpackers as a replacement of the link. dpkg, which unpacks onto a disk, follows it:
/// that is how `/lib/x86_64-linux-gnu/libc.so.6` of bookworm lands in `/usr/lib`.
struct LinkTable {
    private var targets: [EntryPath: String] = [:]
    /// More than any real chain; the kernel stops at 40 too.
    private static let limit = 40

    /// The top-level directories that are links into `usr` on every Debian since bookworm.
    static let mergedDirectories = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"]

    init() throws {
        for name in Self.mergedDirectories { targets[try EntryPath(name)] = "usr/" + name }
    }

    /// Whether `path` itself is a link.
    func contains(_ path: EntryPath) -> Bool { targets[path] != nil }

    mutating func add(_ path: EntryPath, target: String) { targets[path] = target }

    /// Where `path` is, once every link in the directories above it has been followed; the last component is not followed.
    /// - Throws: ``DebianError`` `.linkLoop`.
    func locate(_ path: EntryPath) throws -> EntryPath {
        try locate(path, followsLast: false)
    }

    /// Where `path` leads, with the last component followed too.
    func resolve(_ path: EntryPath) throws -> EntryPath {
        try locate(path, followsLast: true)
    }

    private func locate(_ path: EntryPath, followsLast: Bool) throws -> EntryPath {
        var pending = Array(path.components.map(String.init).reversed())
        var place = EntryPath.root
        var followed = 0
        while let component = pending.popLast() {
            if component == "." { continue }
            if component == ".." {
                place = place.parent ?? .root
                continue
            }
            let next = try place.appending(component)
            guard let target = targets[next], followsLast || !pending.isEmpty else {
                place = next
                continue
            }
            followed += 1
            guard followed <= Self.limit else { throw DebianError(.linkLoop, subject: path.text) }
            if target.hasPrefix("/") { place = .root }
            pending += target.split(separator: "/").reversed().map(String.init)
        }
        return place
    }
}
