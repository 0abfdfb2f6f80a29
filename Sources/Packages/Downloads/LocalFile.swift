import SystemPackage

/// Addresses that mean a file of this machine.
enum LocalFile {
    /// The path of a `file:` address or of an absolute path; nil for anything else.
    /// - Source: RFC 8089; a host other than `localhost` is not this machine.
    static func path(_ address: String) -> FilePath? {
        if address.hasPrefix("/") { return FilePath(address) }
        guard address.hasPrefix("file:") else { return nil }
        var rest = address.dropFirst(5)
        if rest.hasPrefix("//localhost/") { rest = rest.dropFirst(11) } else if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
        guard rest.hasPrefix("/") else { return nil }
        return FilePath(PathEncoding.decode(rest))
    }
}
