/// A folder that holds an application, and what stands there that describes it.
struct ApplicationPlace: Sendable, Hashable {
    let name: String
    /// Relative to the project, `.` for the whole.
    let folder: String
    /// Relative to the project.
    var dockerfile: String?
    var compose: ComposeFile.Service?
}
