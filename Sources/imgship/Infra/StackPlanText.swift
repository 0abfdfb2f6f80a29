import AWS
import Diagnostics
import Infrastructure
import Terminal

/// What a change set would do, as people read it.
struct StackPlanText {
    let plan: PlannedStack
    let hasColor: Bool

    /// Without a line feed at its end.
    var text: String {
        guard !plan.isEmpty else { return "stack \(plan.identity.name): nothing to change" }
        let head = "stack \(plan.identity.name): \(plan.isNew ? "new" : "changes")"
        return ([paint(head, .strong)] + plan.changes.flatMap(lines) + [counts]).joined(separator: "\n")
    }

    private func lines(_ change: PlannedChange) -> [String] {
        let width = plan.changes.map(\.logicalID.count).max() ?? 0
        let id = change.logicalID + String(repeating: " ", count: max(0, width - change.logicalID.count))
        let place = change.physicalID.map { "  " + PlainText.line(ARN($0)?.resource ?? $0) } ?? ""
        let remarks =
            (change.mayBeReplaced ? "  (may be made anew)" : "")
            + (change.isRetained && change.kind != .adopt ? "  (what is there is kept)" : "")
        let head = "  " + paint(Self.mark(change.kind) + id, Self.tone(change)) + "  " + paint(change.type, .faint) + place + remarks
        return [head] + change.properties.map(line) + (change.loss.map { [paint("         lost: \($0)", .bad)] } ?? [])
    }

    private func line(_ property: PlannedChange.Property) -> String {
        var text = "         \(property.name)"
        if property.before != nil || property.after != nil {
            text += "  \(Self.value(property.before)) -> \(Self.value(property.after))"
        }
        switch property.recreation {
        case .never: return text
        case .perhaps: return text + paint("  (may make it anew)", .doubtful)
        case .always: return text + paint("  (makes it anew)", .bad)
        }
    }

    private static func value(_ text: String?) -> String {
        guard let text else { return "(none)" }
        let line = PlainText.line(text)
        return line.count > 60 ? line.prefix(59) + "…" : line
    }

    /// `2 to add, 1 to replace; some outputs or tags change`
    var counts: String {
        let parts = PlannedChange.Kind.allCases.map { ($0, plan.count($0)) }.filter { $0.1 > 0 }.map { kind, count in
            paint("\(count) to \(Self.verb(kind))", kind == .replace || kind == .remove ? .bad : .plain)
        }
        return parts.isEmpty ? "  no resource changes; outputs, tags or policies do" : "  " + parts.joined(separator: ", ")
    }

    private func paint(_ text: String, _ tone: Tone) -> String { tone.paint(text, hasColor: hasColor) }

    private static func mark(_ kind: PlannedChange.Kind) -> String {
        switch kind {
        case .add: "+    "
        case .adopt: "<-   "
        case .modify: "~    "
        case .replace: "-/+  "
        case .remove: "-    "
        }
    }

    private static func tone(_ change: PlannedChange) -> Tone {
        switch change.kind {
        case .add, .adopt: .good
        case .modify: .doubtful
        case .replace, .remove: .bad
        }
    }

    static func verb(_ kind: PlannedChange.Kind) -> String {
        switch kind {
        case .add: "add"
        case .adopt: "take in"
        case .modify: "change"
        case .replace: "make anew"
        case .remove: "remove"
        }
    }
}
