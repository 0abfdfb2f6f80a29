import Release
import Terminal

/// Secrets of the file as a table, those that are missing marked.
struct SecretTable {
    private let states: [SecretState]
    /// Seconds since 1970.
    private let now: Double

    init(_ states: [SecretState], now: Double) {
        self.states = states
        self.now = now
    }

    var table: Table {
        var table = Table([.init("SECRET", minimum: 12), .init("CHANGED"), .init("READ BY", minimum: 8), .init("ARN", minimum: 20)])
        for state in states {
            table.add([
                .init(state.secret.name, .strong), changed(state), .init(state.secret.services.joined(separator: ", ")),
                state.arn.map { .init($0) } ?? .init("set it with `imgship secret set \(state.secret.name)`", .faint),
            ])
        }
        return table
    }

    private func changed(_ state: SecretState) -> Table.Cell {
        if state.arn == nil { return .init("missing", .bad) }
        if state.isBeingDeleted { return .init("is being deleted", .bad) }
        return state.changedAt.map { .init(Age.text(seconds: now - $0) + " ago") } ?? .init("-", .faint)
    }
}
