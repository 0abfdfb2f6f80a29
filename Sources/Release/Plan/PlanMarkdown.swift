/// A plan for a pull request or a job's summary.
package struct PlanMarkdown {
    private let plan: ReleasePlan

    package init(_ plan: ReleasePlan) {
        self.plan = plan
    }

    /// GitHub's Markdown, with a newline at the end.
    package var text: String {
        var lines = ["### Release plan", "", "\(Self.escaped(PlanText.summary(of: plan)))", ""]
        for service in plan.services where service.action != .nothing {
            lines += ["#### \(Self.escaped(service.name)): \(Self.escaped(PlanText.headline(of: service)))", ""]
            let rows = PlanText.flattened(service).flatMap { Self.rows(of: $0, within: nil) }
            if !rows.isEmpty { lines += ["| | setting | from | to |", "|---|---|---|---|"] + rows + [""] }
            let notes = PlanText.notes(on: service).map { "- \(Self.escaped($0))" }
            if !notes.isEmpty { lines += notes + [""] }
        }
        return lines.joined(separator: "\n")
    }

    private static func rows(of change: Change, within group: String?) -> [String] {
        let label = group.map { "\($0): \(change.label)" } ?? change.label
        let sign = [.added: "+", .removed: "-", .changed: "~"][change.kind] ?? " "
        let head = "| `\(sign)` | \(escaped(label)) |"
        if change.children.isEmpty { return ["\(head) \(cell(change.from)) | \(cell(change.to)) |"] }
        return change.children.flatMap { rows(of: $0, within: label) }
    }

    /// As code, whatever it holds: a value must not become a link or a table of its own.
    private static func cell(_ value: String?) -> String {
        guard let value, !value.isEmpty else { return "" }
        return "<code>\(escaped(value))</code>"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "|", "\\", "`", "*", "_", "[", "]", "~", "#", "@": result += "\\\(character)"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
    }
}
