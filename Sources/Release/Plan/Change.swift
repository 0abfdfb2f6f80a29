import JSON

/// One difference between what runs and what is wanted, as a person reads it; or a group of them.
package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case added, removed, changed
    }

    package let kind: Kind
    /// What it is about: `image`, `env LOG_LEVEL`, `container web`.
    package let label: String
    /// Values that may be shown; nil where there was or will be none.
    package let from: String?
    package let to: String?
    /// Of a group.
    package let children: [Change]

    init(_ label: String, from: String?, to: String?) {
        self.label = label
        self.from = from
        self.to = to
        kind = from == nil ? .added : to == nil ? .removed : .changed
        children = []
    }

    init(_ kind: Kind, _ label: String, _ children: [Change] = []) {
        self.kind = kind
        self.label = label
        from = nil
        to = nil
        self.children = children
    }
}
