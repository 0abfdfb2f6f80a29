/// Which lines of a service are wanted.
package struct LogQuery: Sendable, Hashable {
    /// All containers when nil.
    package var container: String?
    /// A task's id or its beginning; all tasks, also those that have stopped, when nil.
    package var task: String?
    /// How far back.
    package var since: Duration
    /// In CloudWatch's own language.
    package var pattern: String?

    package init(container: String? = nil, task: String? = nil, since: Duration = .seconds(600), pattern: String? = nil) {
        self.container = container
        self.task = task
        self.since = since
        self.pattern = pattern
    }
}
