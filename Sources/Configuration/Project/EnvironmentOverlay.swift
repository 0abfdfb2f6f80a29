import Diagnostics

/// An entry of `environments:`: what differs there.
struct EnvironmentOverlay {
    let name: String
    let changes: Node

    static let keys = Keys(
        "an environment", definition: "environment", ["registry", "platforms", "compression", "images", "services"])

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
        reportMisspelled("services", kind: "service", needs: ["image", "containers", "task-definition"], in: root, reading)
        reportMisspelled("images", kind: "image", needs: ["base"], in: root, reading)
        return Overlay.merge(root, with: changes)
    }

    /// Whether a place lies within the changes.
    func holds(_ place: Place) -> Bool { changes.place <= place && place <= changes.lastPlace }

    /// A name that the file does not have and that is not complete in itself is a slip, not something new.
    private func reportMisspelled(_ key: String, kind: String, needs: [String], in root: Node, _ reading: Reading) {
        guard case .map(let entries)? = changes[key]?.value.content else { return }
        let known = root[key]?.value.keyNames ?? []
        for entry in entries where !known.contains(entry.key) && !needs.contains(where: { entry.value[$0] != nil }) {
            reading.unknown(kind, entry.key, at: entry.keyPlace, among: known)
        }
    }
}
