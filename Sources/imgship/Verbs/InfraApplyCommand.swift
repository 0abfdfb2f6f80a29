import ArgumentParser

struct InfraApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Makes the stack, or changes it to what the file says, and follows it.",
        discussion: """
            imgship infra apply                       # shows the plan, asks, and carries it out
            imgship infra apply --yes --env staging   # in CI, for an environment

            What is under way already is followed first. What a failed creation left is deleted, and an update that could not
            be taken back is taken back, before the plan; both after a question. A repository that an earlier stack of the
            project has left is taken in again. Ctrl-C leaves CloudFormation at work: the next call picks it up.
            Prints one line an output: NAME, a tab, and its value.
            Exit codes: 0 done or nothing to change, 1 failed, 3 taken back, 5 refused by a check, 130 interrupted.
            """)

    @OptionGroup var options: CommonOptions

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "A resource that is left as it is where an update has to be taken back first (may be repeated).", valueName: "logical-id"))
    var skip: [String] = []

    @Flag(help: "Print each event as a line of JSON on standard output, and the document last.")
    var jsonLines = false

    func run() async throws {
        try await InfraFlow(Context(options), yes: yes, printsEvents: jsonLines).apply(skipping: skip)
    }
}
