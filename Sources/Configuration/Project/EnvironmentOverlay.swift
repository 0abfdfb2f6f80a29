import Diagnostics

/// An entry of `environments:`: what differs there.
struct EnvironmentOverlay {
    let name: String
    let changes: Node

    static let keys = Keys(
        "an environment", definition: "environment", ["registry", "platforms", "compression", "images", "services", "infra"])

    /// All of them, with their keys checked.
    static func all(in root: Node, _ reading: Reading) -> [EnvironmentOverlay] {
        guard let entry = root["environments"] else { return [] }
        let named = reading.named(entry.value, "a map of environments by name") { entry in
            Fields(entry.value, keys, reading) == nil ? nil : EnvironmentOverlay(name: entry.key, changes: entry.value)
        }
        return (named ?? [:]).values.sorted { $0.name < $1.name }
    }

    /// The file with the changes made.
    func applied(to root: Node, _ reading: Reading) -> Node {
        var changes = changes
        changes["services"] = known("services", kind: "service", needs: ["image", "containers", "task-definition"], in: root, reading)
        changes["images"] = known("images", kind: "image", needs: ["base"], in: root, reading)
        return Overlay.merge(root, with: changes)
    }

    /// Whether a place lies within the changes.
    func holds(_ place: Place) -> Bool { changes.place <= place && place <= changes.lastPlace }

    /// What is under `key`, without names that the file does not have and that are not complete in themselves: those are slips.
    private func known(_ key: String, kind: String, needs: [String], in root: Node, _ reading: Reading) -> Node.Entry? {
        guard var entry = changes[key], case .map(let entries) = entry.value.content else { return changes[key] }
        let known = root[key]?.value.keyNames ?? []
        let isSlip = { (entry: Node.Entry) in !known.contains(entry.key) && !needs.contains { entry.value[$0] != nil } }
        for slip in entries.filter(isSlip) { reading.unknown(kind, slip.key, at: slip.keyPlace, among: known) }
        entry.value.content = .map(entries.filter { !isSlip($0) })
        return entry
    }
}
