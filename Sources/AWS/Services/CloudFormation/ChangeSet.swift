/// What a template would change.
package struct ChangeSet: Hashable, Sendable {
    /// Its first page.
    package let xml: XMLElement
    /// Of all pages.
    package let changes: [ResourceChange]

    init(_ xml: XMLElement, changes: [ResourceChange]) {
        self.xml = xml
        self.changes = changes
    }

    package var arn: String? { xml.text(at: "ChangeSetId") }
    /// That the stack will have.
    package var tags: [String: String] {
        let pairs = xml.items(of: "Tags").compactMap { tag in tag.text(at: "Key").map { ($0, tag.text(at: "Value") ?? "") } }
        return [String: String](pairs) { _, last in last }
    }
    package var stackID: String? { xml.text(at: "StackId") }
    /// `CREATE_PENDING`, `CREATE_IN_PROGRESS`, `CREATE_COMPLETE`, `FAILED`, ...
    package var status: String? { xml.text(at: "Status") }
    package var statusReason: String? { xml.text(at: "StatusReason") }
    /// `AVAILABLE` when it can be executed.
    package var executionStatus: String? { xml.text(at: "ExecutionStatus") }

    /// It has failed because there is nothing to do: AWS says so in words alone.
    package var isEmpty: Bool {
        guard status == "FAILED", let reason = statusReason else { return false }
        return reason.contains("didn't contain changes") || reason.contains("No updates are to be performed")
    }
}
