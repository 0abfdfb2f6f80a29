/// A line that a container of a service wrote.
package struct LogLine: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let milliseconds: Int64
    /// The task's id, whole.
    package let task: String
    package let container: String
    /// As it was written, and as a terminal may show it.
    package let text: String
    package let shown: String

    init(milliseconds: Int64, task: String, container: String, text: String) {
        self.milliseconds = milliseconds
        self.task = task
        self.container = container
        self.text = text
        shown = ShownLine.text(text)
    }

    package var shortTask: String { String(task.prefix(8)) }
}
