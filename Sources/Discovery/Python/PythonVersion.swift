/// Which Python an application wants, as the minor number of 3.x.
enum PythonVersion {
    /// The least that `>=3.12,<4` or `~=3.12` allows, or that `==3.12.*` names; nil when it says nothing of that kind.
    static func least(in specifier: String) -> Int? {
        specifier.split(separator: ",").compactMap { part in
            let text = part.filter { $0 != " " }
            guard let mark = [">=", "~=", "==="].first(where: text.hasPrefix) ?? (text.hasPrefix("==") ? "==" : nil) else { return nil }
            return minor(in: String(text.dropFirst(mark.count)))
        }.max()
    }

    /// 12 of `3.12`, `3.12.4`, `3.12-slim-bookworm`.
    static func minor(in version: String) -> Int? {
        guard version.hasPrefix("3.") else { return nil }
        return Int(version.dropFirst(2).prefix { $0.isASCII && $0.isNumber })
    }
}
