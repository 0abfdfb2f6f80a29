/// Lays what an environment changes over the file: maps are merged key by key, everything else is replaced.
enum Overlay {
    static func merge(_ base: Node, with change: Node) -> Node {
        guard case .map(var entries) = base.content, case .map(let changes) = change.content else { return change }
        for entry in changes {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index] = Node.Entry(
                    key: entry.key, keyPlace: entry.keyPlace, value: merge(entries[index].value, with: entry.value))
            } else {
                entries.append(entry)
            }
        }
        return Node(content: .map(entries), place: base.place)
    }
}
