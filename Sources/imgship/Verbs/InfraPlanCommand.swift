import ArgumentParser
import Terminal

struct InfraPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what the file would change in the stack; nothing of it stays behind.",
        discussion: """
            imgship infra plan                          # every resource that would be added, changed, made anew or removed
            imgship infra plan --plan-format markdown   # for a pull request

            Makes a change set, shows it, and deletes it. Names that are taken, subnets without a way out, certificates of
            another region and used-up quotas are told before. Nothing to change is exit code 0 as well.
            Exit codes: 0 planned, 1 failed, 5 refused by a check.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: ArgumentHelp("text, json or markdown.", valueName: "format"))
    var planFormat: InfraFlow.PlanFormat?

    mutating func validate() throws {
        if options.json, planFormat != nil, planFormat != .json { throw ValidationError("--json and --plan-format exclude each other") }
    }

    func run() async throws {
        try await InfraFlow(Context(options)).plan(planFormat ?? .text)
    }
}

extension InfraFlow.PlanFormat: ExpressibleByArgument {}
