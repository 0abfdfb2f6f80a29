import Packages

/// What `imgship lock --json` prints: what moved.
struct LockDocument: OutputDocument {
    struct Change: Encodable {
        let name: String
        let from: String?
        let to: String?
    }

    let schema = 1
    let artifacts: Int
    let changes: [Change]

    init(_ lock: Lock, _ changes: [LockChange]) {
        let sets = Array(lock.bases.values) + Array(lock.environments.values)
        artifacts = Set(sets.flatMap { $0.platforms.values.joined() }.map(\.digest)).count
        self.changes = changes.map { Change(name: $0.name, from: $0.from, to: $0.to) }
    }
}
