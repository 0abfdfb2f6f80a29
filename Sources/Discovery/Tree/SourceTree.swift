/// The files of a folder, as far as they tell what is in it: the paths of all, and the text of some.
package struct SourceTree: Sendable {
    /// Relative to the folder, sorted. Directories are not among them.
    package let paths: [String]
    private let texts: [String: String]

    /// - Parameters:
    ///   - texts: by path.
    ///   - others: paths of files whose text does not matter.
    package init(_ texts: [String: String], others: [String] = []) {
        self.texts = texts
        paths = Set(texts.keys).union(others).sorted()
    }

    /// Nil for what is not there, and for what was not read.
    func text(_ path: String) -> String? { texts[path] }

    func has(_ path: String) -> Bool { paths.contains(path) }

    /// Whether anything lies below the path.
    func hasFolder(_ path: String) -> Bool { paths.contains { $0.hasPrefix(path + "/") } }

    /// What lies below a folder, with paths relative to it.
    /// - Parameter folder: `.` for the whole.
    func below(_ folder: String) -> SourceTree {
        if folder == "." { return self }
        let prefix = folder + "/"
        let own = paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        let read = texts.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        return SourceTree(Dictionary(uniqueKeysWithValues: read), others: own)
    }

    /// The names directly in the folder, sorted; those of directories end with a slash.
    var entries: [String] {
        Set(paths.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? path }).sorted()
    }

    /// Every folder that holds a file, `.` for the first, sorted.
    var folders: [String] { Set(paths.map(Path.folder(of:))).sorted() }
}
