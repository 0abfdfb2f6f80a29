/// Patterns of hosts and paths, as rules of a listener have them: `*` is any text, `?` one character.
package enum RoutePattern {
    /// Whether it stands for more than one host or path.
    package static func isOpen(_ pattern: String) -> Bool { pattern.contains { $0 == "*" || $0 == "?" } }

    /// What every path that it stands for begins with.
    package static func beginning(_ pattern: String) -> String { String(pattern.prefix { $0 != "*" && $0 != "?" }) }

    /// How much it says: of two that fit a path, the longer one is meant; one without wildcards more than the same with them.
    package static func weight(_ pattern: String) -> Int {
        pattern.count { $0 != "*" && $0 != "?" } + (isOpen(pattern) ? 0 : 1)
    }
}
