import Diagnostics
import Release
import Simulation
import Terminal

/// What a simulation plays: a scenario by its name, with the one service it happens to where that is said.
struct ScenarioChoice: Sendable {
    let scenario: Scenario
    /// As the user wrote it.
    let name: String

    /// The word that asks for the list of all scenarios.
    static let list = "list"

    /// - Parameter text: `crash`, or `crash:frontend` for one service.
    /// - Throws: ``UsageError``.
    init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard var scenario = Scenario(named: parts[0]) else {
            let near = NearestName.suggestion(for: parts[0], among: Scenario.catalogue.map(\.name))
            throw UsageError(
                "there is no scenario '\(parts[0])'", hint: near.map { "did you mean '\($0)'?" } ?? "see `imgship release --simulate list`")
        }
        if parts.count == 2 { scenario.services = [parts[1]] }
        self.scenario = scenario
        name = text
    }

    /// What is said before anything else.
    var notice: String {
        let needs = scenario.needs.map { "; it needs \($0)" } ?? ""
        let place = scenario.services.map { " (\($0.sorted().joined(separator: ", ")) only)" } ?? ""
        return "simulation of '\(scenario.name)': \(scenario.summary)\(place)\(needs)\n  AWS is not asked, and nothing is changed"
    }

    /// All scenarios, a line each.
    static var table: Table {
        var table = Table([Table.Column("SCENARIO"), Table.Column("WHAT HAPPENS"), Table.Column("NEEDS")])
        for scenario in Scenario.catalogue {
            table.add([Table.Cell(scenario.name), Table.Cell(scenario.summary), Table.Cell(scenario.needs ?? "")])
        }
        return table
    }
}
