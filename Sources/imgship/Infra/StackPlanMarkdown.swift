import Infrastructure

/// What a change set would do, for a pull request.
struct StackPlanMarkdown {
    let plan: PlannedStack

    /// GitHub's Markdown, with a newline at the end.
    var text: String {
        let name = plan.identity.name
        guard !plan.isEmpty else { return "### Stack `\(name)`: nothing to change\n" }
        let plain = StackPlanText(plan: plan, hasColor: false)
        let rows = plan.changes.map { change in
            let properties = change.properties.map { "`\($0.name)`" }.joined(separator: ", ")
            let remark = change.loss.map { "**lost:** \($0)" } ?? (change.mayBeReplaced ? "may be made anew" : "")
            return
                "| \(change.kind == .replace ? "**make anew**" : StackPlanText.verb(change.kind)) | `\(change.logicalID)` | \(change.type) | "
                + "\([properties, remark].filter { !$0.isEmpty }.joined(separator: "<br>")) |"
        }
        let head = ["### Stack `\(name)`: \(plan.isNew ? "new" : "changes")", "", plain.counts.drop { $0 == " " } + ".", ""]
        let table = ["| | resource | type | what changes |", "|---|---|---|---|"] + rows
        let warnings = plan.warnings.isEmpty ? [] : ["", "```text"] + plan.warnings.map(\.text) + ["```"]
        return (head + table + warnings).joined(separator: "\n") + "\n"
    }
}
