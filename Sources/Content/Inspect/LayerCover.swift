import Archive

/// What upper layers hide of the layers below them, taken layer by layer from the top.
///
/// Paths are kept as 64-bit hashes: eight bytes each, whatever their length. That two collide is unlikely, and hides one file more.
/// - Source: image-spec v1.1 "Image Layer Filesystem Changeset", sections "Whiteouts" and "Opaque Whiteout".
struct LayerCover {
    enum Outcome: Equatable {
        case visible
        /// Not part of the image: covered, or a mark for the layers below.
        case hidden
        /// A hard link to a file of this layer that is covered itself: the file lives on under this name, with so many bytes.
        case heir(size: Int64)
    }

    private struct Marks {
        /// These, and what is below them, are hidden in lower layers.
        var covered: Set<UInt64> = []
        /// What is below these is.
        var opaque: Set<UInt64> = []
        var directories: Set<UInt64> = []

        var count: Int { covered.count + opaque.count + directories.count }

        mutating func merge(_ other: Marks) {
            covered.formUnion(other.covered)
            opaque.formUnion(other.opaque)
            directories.formUnion(other.directories)
        }
    }

    /// Of the layers above.
    private var above = Marks()
    /// Of the layer at hand, which does not hide its own.
    private var own = Marks()
    /// Files of the layer at hand that are covered.
    private var lost: [UInt64: Int64] = [:]
    private let seed = UInt64.random(in: 0 ... .max)

    /// The most paths that are kept; a path takes some 20 bytes.
    static let limit = 4_000_000

    var count: Int { above.count + own.count + lost.count }

    mutating func endLayer() {
        above.merge(own)
        own = Marks()
        lost = [:]
    }

    mutating func take(_ entry: Entry) -> Outcome {
        let hashes = hashes(of: entry.path.text)
        let last = entry.path.lastComponent
        if last == ".wh..wh..opq" {
            own.opaque.insert(hashes.count > 1 ? hashes[hashes.count - 2] : seed)
            return .hidden
        }
        if last.hasPrefix(".wh.") {
            // What aufs keeps for itself begins with `.wh..wh.`; nothing is named like the rest of it.
            let directory = entry.path.parent.map { $0.isRoot ? "" : $0.text + "/" } ?? ""
            if let hash = self.hashes(of: directory + last.dropFirst(4)).last { own.covered.insert(hash) }
            return .hidden
        }
        let isHidden = isHidden(hashes, isDirectory: entry.kind == .directory)
        return note(entry, hashes.last ?? seed, isHidden: isHidden)
    }

    private mutating func note(_ entry: Entry, _ hash: UInt64, isHidden: Bool) -> Outcome {
        switch entry.kind {
        case .directory: own.directories.insert(hash)
        case .file(let size):
            own.covered.insert(hash)
            if isHidden { lost[hash] = size }
        case .hardLink(let target):
            own.covered.insert(hash)
            if !isHidden, let size = hashes(of: target.text).last.flatMap({ lost.removeValue(forKey: $0) }) { return .heir(size: size) }
        case .symbolicLink, .special: own.covered.insert(hash)
        }
        return isHidden ? .hidden : .visible
    }

    private func isHidden(_ hashes: [UInt64], isDirectory: Bool) -> Bool {
        if above.opaque.contains(seed) { return true }
        for (number, hash) in hashes.enumerated() {
            if above.covered.contains(hash) { return true }
            if number < hashes.count - 1, above.opaque.contains(hash) { return true }
        }
        // A directory in place of a file; two directories are one.
        return !isDirectory && hashes.last.map(above.directories.contains) == true
    }

    /// Of each directory above a path, from the top, and of the path itself: FNV-1a with a start of its own.
    private func hashes(of path: String) -> [UInt64] {
        var hashes: [UInt64] = []
        var hash = seed
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/") { hashes.append(hash) }
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        if !path.isEmpty { hashes.append(hash) }
        return hashes
    }
}
