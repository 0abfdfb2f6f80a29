import ArgumentParser

/// Whether a release is only played, and how it ends.
struct SimulationOptions: ParsableArguments {
    @Option(
        name: .customLong("simulate"), defaultAsFlag: "ok",
        help: ArgumentHelp(
            "Play it against a simulation of AWS: SCENARIO or SCENARIO:SERVICE; 'list' prints all scenarios.", valueName: "scenario"))
    var scenario: String?

    @Flag(help: "With --simulate: no service is there yet.")
    var simulateFirst = false

    mutating func validate() throws {
        if simulateFirst, scenario == nil { throw ValidationError("--simulate-first goes with --simulate") }
    }

    /// For verbs that have no such options.
    static func playing(_ scenario: String?) -> SimulationOptions {
        var options = SimulationOptions()
        options.scenario = scenario
        options.simulateFirst = false
        return options
    }

    var isOn: Bool { scenario != nil }
    var wantsList: Bool { scenario == ScenarioChoice.list }

    /// - Throws: ``UsageError`` for a scenario there is not.
    func choice() throws -> ScenarioChoice? { try scenario.map { try ScenarioChoice($0) } }
}
