import Diagnostics

extension ProjectFile {
    /// Parses and checks a whole `imgship.yaml`.
    ///
    /// Other environments than the chosen one are checked too, as far as the mistake is in what they change.
    /// - Parameters:
    ///   - text: the content of the file.
    ///   - file: its name as the user gave it, for locations.
    ///   - environment: the entry of `environments:` whose changes to make; nil for none.
    ///   - variables: what `${NAME}` stands for, commonly the process environment.
    /// - Throws: ``ConfigurationError`` with every mistake found.
    package static func load(
        text: String, file: String, environment: String? = nil, variables: [String: String] = [:]
    ) throws(ConfigurationError) -> ProjectFile {
        let reading = Reading(file: file)
        guard let root = YAMLText.read(text, reading) else { throw reading.failure }
        let overlays = EnvironmentOverlay.all(in: root, reading)
        let chosen = overlays.first { $0.name == environment }
        if let environment, chosen == nil {
            reading.unknown("environment", environment, at: root["environments"]?.keyPlace ?? root.place, among: overlays.map(\.name))
        }
        let names = overlays.map(\.name)
        let variables = Variables(values: variables)
        let merged = chosen?.applied(to: root, reading) ?? root
        let project = ProjectFile(
            merged, environment: environment, environments: names, variables: variables, whenUnset: .report, reading)
        for overlay in overlays where overlay.name != chosen?.name {
            let other = Reading(file: file)
            let merged = overlay.applied(to: root, other)
            _ = ProjectFile(
                merged, environment: overlay.name, environments: names, variables: variables, whenUnset: .keep, other)
            for finding in other.findings where overlay.holds(finding.place) { reading.report(finding.place, finding.message) }
        }
        guard let project, reading.findings.isEmpty else { throw reading.failure }
        return project
    }
}
