import ArgumentParser

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "From nothing to running: the stack, the secrets, then build, push and release.",
        discussion: """
            imgship up                          # every service of imgship.yaml, and all that they stand on
            imgship up --yes --env production   # in CI, where nobody is there to be asked
            imgship up --dry-run                # what it would do, as far as that is known before

            The same as `imgship infra apply` and `imgship ship` one after the other; what is there already is left as it is.
            Secrets that services read and that are missing are asked for at a terminal, each hidden; elsewhere they are refused
            before anything is changed, with the commands that set them. Prints what `imgship ship` prints, and the URL last.
            Exit codes: 0 done or nothing to change, 1 failed, 3 rolled back, 4 not ready in time, 5 refused, 130 interrupted.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var rollout: RolloutOptions
    @OptionGroup var shipping: ShippingOptions

    @Argument(help: ArgumentHelp("The services to bring up; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    @Flag(help: "Print what would be done, and change nothing.")
    var dryRun = false

    func run() async throws {
        let flow = UpFlow(context: Context(options), services: services, shipping: shipping, rollout: rollout)
        if dryRun { return try await flow.plan() }
        try await flow.bringUp()
    }
}
