import TOMLKit

/// What `pyproject.toml` says of a project.
/// - Source: packaging.python.org, "pyproject.toml specification".
struct ProjectTable: Sendable, Hashable {
    /// Normal forms; nil without a `[project]`: such a file has settings of tools alone, or another tool's dependencies.
    let dependencies: Set<String>?
    /// `>=3.11`
    let requiresPython: String?
    /// Whether Poetry's own table has the dependencies.
    let isPoetry: Bool
    /// What it is installed as a command, as `name: module:function`.
    let scripts: [String: String]

    /// Nil for what is not TOML.
    init?(_ text: String) {
        guard let table = try? TOMLTable(string: text) else { return nil }
        let project = table["project"]?.table
        dependencies = project.map { project in
            Set((project["dependencies"]?.array.map(Array.init) ?? []).compactMap { $0.string.flatMap { RequirementList.name(in: $0) } })
        }
        requiresPython = project?["requires-python"]?.string
        isPoetry = project == nil && table["tool"]?.table?["poetry"]?.table?["dependencies"] != nil
        var scripts: [String: String] = [:]
        for (name, value) in project?["scripts"]?.table.map(Array.init) ?? [] { scripts[name] = value.string }
        self.scripts = scripts
    }
}
