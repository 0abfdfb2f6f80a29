import Archive

/// Where the bytes of an image's files are; sizes are those of the files, uncompressed.
package struct FileSizes: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        /// Without a slash in front.
        package let path: String
        package let size: Int64
        /// The layer that brought it, counted from 0.
        package let layer: Int
    }

    package struct Directory: Hashable, Sendable {
        package let path: String
        /// Of everything below it.
        package let size: Int64
        /// How many files are below it.
        package let files: Int
        /// The layer that most of it came with.
        package let layer: Int
    }

    /// Of all files.
    package let size: Int64
    package let count: Int
    /// Down to the depth that was asked for, the biggest first.
    package let directories: [Directory]
    /// The biggest files, the biggest first.
    package let files: [File]
}

/// Adds up files as they come by, the last layer first; keeps a number for each directory and the biggest files.
struct FileSizeCount {
    private struct Sum {
        var size: Int64 = 0
        var files = 0
        var layers: [Int: Int64] = [:]
    }

    /// Directories deeper than this are not told apart.
    private let depth: Int
    /// How many files are named.
    private let most: Int
    private var layer = 0
    private var size: Int64 = 0
    private var count = 0
    private var directories: [String: Sum] = [:]
    /// The biggest so far, the smallest last.
    private var biggest: [FileSizes.File] = []
    private var cover = LayerCover()

    /// More directories than this are no longer told apart: memory is bounded.
    private static let directoryLimit = 100_000

    init(depth: Int, most: Int) {
        self.depth = depth
        self.most = most
    }

    mutating func begin(layer number: Int) { layer = number }

    /// What the layer has hides what the layers below it have of the same name.
    mutating func endLayer() { cover.endLayer() }

    /// - Throws: ``ContentError`` `.unsupported` for more entries than are kept in mind.
    mutating func add(_ entry: Entry) throws {
        switch cover.take(entry) {
        case .hidden: return
        case .visible: if case .file(let size) = entry.kind { try add(entry.path.text, size) }
        // Its content came under another name that an upper layer hides.
        case .heir(let size): try add(entry.path.text, size)
        }
        guard cover.count <= LayerCover.limit else {
            throw ContentError(.unsupported, "the image has more than \(LayerCover.limit) files", hint: "look at one layer, with --layer")
        }
    }

    private mutating func add(_ path: String, _ bytes: Int64) throws {
        size = size.addingClamped(bytes)
        count += 1
        let slashes = path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.prefix(depth)
        for slash in slashes {
            let directory = String(path[..<slash])
            guard directories[directory] != nil || directories.count < Self.directoryLimit else { continue }
            directories[directory, default: Sum()].size.addClamped(bytes)
            directories[directory]?.files += 1
            directories[directory]?.layers[layer, default: 0].addClamped(bytes)
        }
        guard bytes > 0, biggest.count < most || bytes > biggest.last?.size ?? 0 else { return }
        let place = biggest.firstIndex { $0.size < bytes } ?? biggest.endIndex
        biggest.insert(FileSizes.File(path: path, size: bytes, layer: layer), at: place)
        if biggest.count > most { biggest.removeLast() }
    }

    var result: FileSizes {
        let found = directories.map { path, sum in
            // Of equal shares the lower layer's counts, so that the result does not depend on the order of a hash table.
            let layer = sum.layers.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
            return FileSizes.Directory(path: path, size: sum.size, files: sum.files, layer: layer)
        }
        return FileSizes(
            size: size, count: count, directories: found.sorted { ($1.size, $0.path) < ($0.size, $1.path) },
            files: biggest.sorted { ($1.size, $0.path) < ($0.size, $1.path) })
    }
}

extension Int64 {
    /// The sum, or the greatest number: sizes in archives are anyone's.
    package func addingClamped(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }

    package mutating func addClamped(_ other: Int64) { self = addingClamped(other) }
}
