internal import Glibc

/// libarchive converts names through the thread's locale; this makes that UTF-8 whatever `LANG` says, so bytes do not depend on it.
enum UTF8Locale {
    // C.UTF-8 is built into glibc since 2.35; before that every distribution ships it. Without it, names that are not ASCII are refused
    // by name instead of being written in another way.
    // SAFETY: made once, never changed or freed.
    nonisolated(unsafe) private static let utf8: locale_t? = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

    static func perform<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard let utf8 else { return try body() }
        let previous = uselocale(utf8)
        defer { uselocale(previous) }
        return try body()
    }
}
