/// Which paths of a source tree stay out of an image: the patterns of a `.dockerignore`.
///
/// `#` starts a comment, `!` brings back, `*` and `?` stay within a component, `**` crosses components, `[a-z]` is a class, `\` escapes.
/// A pattern that matches a directory covers what lies below it; the last pattern that matches decides.
/// - Source: Docker's "Build context: .dockerignore files" and Go's `filepath.Match`, which it names.
package struct IgnoreRules: Sendable, Equatable {
    private struct Rule: Sendable, Equatable {
        let components: [[UInt8]]
        let bringsBack: Bool
    }

    private var rules: [Rule] = []

    package static let none = IgnoreRules()

    private init() {}

    /// - Parameter patterns: one pattern an element, as in the lines of a `.dockerignore`.
    package init(_ patterns: [String]) {
        for line in patterns {
            if line.hasPrefix("#") { continue }
            var pattern = line[...]
            while pattern.last?.isWhitespace == true { pattern.removeLast() }
            while pattern.first?.isWhitespace == true { pattern.removeFirst() }
            let bringsBack = pattern.hasPrefix("!")
            if bringsBack { pattern.removeFirst() }
            let components = Self.cleaned(pattern)
            if !components.isEmpty { rules.append(Rule(components: components.map { Array($0.utf8) }, bringsBack: bringsBack)) }
        }
    }

    /// The rules of both, those of `other` deciding last.
    package func followed(by other: IgnoreRules) -> IgnoreRules {
        var both = self
        both.rules += other.rules
        return both
    }

    package var isEmpty: Bool { rules.isEmpty }

    /// Whether some pattern brings paths back, so that an excluded directory must still be looked into.
    package var bringsPathsBack: Bool { rules.contains(where: \.bringsBack) }

    /// Whether the path, given by its components below the root the patterns are relative to, stays out.
    package func excludes(_ path: [Substring]) -> Bool {
        let names = path.map { Array($0.utf8) }
        var isExcluded = false
        for rule in rules where rule.bringsBack == isExcluded {
            // A match of any leading part covers the whole path.
            let isMatch = (1...max(1, names.count)).contains { GlobPattern.matches(rule.components[...], names.prefix($0)) }
            if isMatch { isExcluded = !rule.bringsBack }
        }
        return isExcluded
    }

    /// Components with `.`, `..` and surplus slashes resolved, as Go's `filepath.Clean` does.
    private static func cleaned(_ pattern: Substring) -> [Substring] {
        var components: [Substring] = []
        for part in pattern.split(separator: "/") where part != "." {
            if part != ".." { components.append(part) } else { _ = components.popLast() }
        }
        return components
    }
}
