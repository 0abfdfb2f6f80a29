/// One value of the file with its place: what YAML gives, before it means anything.
struct Node: Sendable, Equatable {
    enum Content: Sendable, Equatable {
        /// Nothing was written, or `~` or `null` without quotes.
        case nothing
        /// A single value as the user wrote it; `isPlain` when it has no quotes and is no block text.
        case scalar(String, isPlain: Bool)
        case list([Node])
        case map([Entry])
    }

    struct Entry: Sendable, Equatable {
        let key: String
        let keyPlace: Place
        var value: Node
    }

    var content: Content
    let place: Place

    /// What was found, for "expected ..., found ...".
    var found: String {
        switch content {
        case .nothing: "nothing"
        case .list: "a list"
        case .map: "a map"
        case .scalar(let text, isPlain: true) where ["true", "false"].contains(text.lowercased()): text
        case .scalar(let text, isPlain: true) where Double(text) != nil: "the number \(text)"
        case .scalar(let text, _): text.isEmpty ? "an empty text" : "the text '\(text.shortened)'"
        }
    }

    /// The entry of a map by its key; nil for anything that is not a map. Setting changes an entry that is there.
    subscript(key: String) -> Entry? {
        get {
            guard case .map(let entries) = content else { return nil }
            return entries.first { $0.key == key }
        }
        set {
            guard let newValue, case .map(var entries) = content, let index = entries.firstIndex(where: { $0.key == key }) else { return }
            entries[index] = newValue
            content = .map(entries)
        }
    }

    /// The last place that this value or something in it begins at.
    var lastPlace: Place {
        switch content {
        case .nothing, .scalar: place
        case .list(let items): items.map(\.lastPlace).max() ?? place
        case .map(let entries): entries.map { max($0.keyPlace, $0.value.lastPlace) }.max() ?? place
        }
    }
}

/// Line and column, both from 1, of one file.
struct Place: Sendable, Hashable, Comparable {
    let line: Int
    let column: Int

    static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

extension Node {
    /// The items of a list; empty for anything else.
    var items: [Node] {
        guard case .list(let items) = content else { return [] }
        return items
    }
}

extension String {
    /// The text as it fits into a message: one line, at most 60 characters.
    var shortened: String {
        let line = split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count > 60 ? line.prefix(57) + "..." : line == self ? self : line + "..."
    }
}
