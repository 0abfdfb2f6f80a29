/// Matching of path patterns, component by component, byte by byte.
enum GlobPattern {
    /// Whether the components of a pattern match the components of a path; `**` stands for any number of components, also none.
    static func matches(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == [UInt8](repeating: UInt8(ascii: "*"), count: 2) {
            // A trailing `**` means what is inside, as in Docker's matcher: it needs one component at least.
            if pattern.count == 1 { return !path.isEmpty }
            return (0...path.count).contains { matches(pattern.dropFirst(), path.dropFirst($0)) }
        }
        guard let name = path.first, matches(name: name[...], pattern: first[...]) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    /// Whether one name matches one component: `*`, `?`, `[class]`, `\escape`. Linear but for the number of stars.
    static func matches(name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>) -> Bool {
        var name = name, pattern = pattern
        var retry: (name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
        while true {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.drop { $0 == UInt8(ascii: "*") }
                retry = (name, pattern)
            } else if let byte = name.first, let rest = rest(of: pattern, matching: byte) {
                name.removeFirst()
                pattern = rest
            } else if name.isEmpty, pattern.isEmpty {
                return true
            } else if let last = retry, !last.name.isEmpty {
                // Let the last star take one byte more.
                retry = (last.name.dropFirst(), last.pattern)
                (name, pattern) = (last.name.dropFirst(), last.pattern)
            } else {
                return false
            }
        }
    }

    /// What follows the first element of `pattern` when that element matches `byte`; nil when it does not.
    private static func rest(of pattern: ArraySlice<UInt8>, matching byte: UInt8) -> ArraySlice<UInt8>? {
        guard let first = pattern.first else { return nil }
        switch first {
        case UInt8(ascii: "?"): return pattern.dropFirst()
        case UInt8(ascii: "["): return restOfClass(pattern.dropFirst(), matching: byte)
        case UInt8(ascii: "\\"):
            let escaped = pattern.dropFirst()
            return escaped.first == byte ? escaped.dropFirst() : nil
        default: return first == byte ? pattern.dropFirst() : nil
        }
    }

    private static func restOfClass(_ body: ArraySlice<UInt8>, matching byte: UInt8) -> ArraySlice<UInt8>? {
        var body = body
        let isNegated = body.first == UInt8(ascii: "^")
        if isNegated { body.removeFirst() }
        var isMember = false
        var isFirst = true
        while let low = body.first, isFirst || low != UInt8(ascii: "]") {
            isFirst = false
            guard let from = takeMember(&body) else { return nil }
            var to = from
            if body.first == UInt8(ascii: "-"), body.dropFirst().first != UInt8(ascii: "]") {
                body.removeFirst()
                guard let end = takeMember(&body) else { return nil }
                to = end
            }
            if from <= to, (from...to).contains(byte) { isMember = true }
        }
        guard body.first == UInt8(ascii: "]"), isMember != isNegated else { return nil }
        return body.dropFirst()
    }

    private static func takeMember(_ body: inout ArraySlice<UInt8>) -> UInt8? {
        if body.first == UInt8(ascii: "\\") { body.removeFirst() }
        return body.popFirst()
    }
}
