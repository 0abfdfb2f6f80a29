/// The names of Python's modules.
enum Module {
    /// A file's module, and the folder it is imported from: the first above it that is no package.
    ///
    ///     src/shop/web.py, with src/shop/__init__.py  ->  shop.web in src
    static func of(_ path: String, in tree: SourceTree) -> (module: String, root: String) { of(path, packages: tree.paths) }

    /// - Parameter packages: paths of files, with the `__init__.py` of every package.
    static func of(_ path: String, packages: [String]) -> (module: String, root: String) {
        var root = Path.folder(of: path)
        let stem = Path.stem(of: path)
        var parts = stem == "__main__" || stem == "__init__" ? [] : [stem]
        // What is run with `-m` is a package even without its mark.
        if stem == "__main__" {
            parts = [Path.name(of: root)]
            root = Path.folder(of: root)
        }
        while root != ".", packages.contains(root + "/__init__.py") {
            parts.insert(Path.name(of: root), at: 0)
            root = Path.folder(of: root)
        }
        return (parts.joined(separator: "."), root)
    }
}
