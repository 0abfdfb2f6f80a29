/// Paths within a tree: relative, with slashes, `.` for the tree itself.
enum Path {
    /// `a/b` of `a/b/c`; `.` of `c`.
    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

    /// `c` of `a/b/c`.
    static func name(of path: String) -> String { path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path }

    /// `c` of `a/b/c.py`.
    static func stem(of path: String) -> String {
        let name = name(of: path)
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    static func join(_ folder: String, _ path: String) -> String {
        folder == "." ? path : path == "." ? folder : folder + "/" + path
    }

    /// Without `.`, and with `..` taken; nil for what leaves the tree.
    static func plain(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
