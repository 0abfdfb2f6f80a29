/// What a one-off task of a service is to do; the service says the rest.
package struct TaskWish: Sendable, Hashable {
    /// The container whose exit code counts; when nil the one of the service's name, else the first essential one.
    package var container: String?
    /// In place of the container's own; empty to keep that.
    package var command: [String]
    package var environment: [String: String] = [:]
    /// In CPU units and MiB, of the whole task.
    package var cpu: Int?
    package var memory: Int?

    package init(container: String? = nil, command: [String]) {
        self.container = container
        self.command = command
    }
}
