import ArgumentParser
import Release
import Terminal

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Takes the last release back: its services go back to what each ran before it.",
        discussion: """
            imgship rollback                     # the services of the last release, in the reverse of the order of 'after:'
            imgship rollback backend             # one service, to what it ran before
            imgship rollback backend --to 41     # one service, to this revision of its task definition
            imgship rollback --dry-run           # says where it would go

            What ran before is read from the tags that a release sets on each revision, else from ECS's history of 90 days.
            A deployment that is going on is stopped first: ECS then goes back by itself. A revision that failed is never
            gone back to. Settings that replace no task, as the number of tasks, stay as they are.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions
    @OptionGroup var rollout: RolloutOptions

    @Argument(help: ArgumentHelp("The services to take back; those of the last release unless named.", valueName: "service"))
    var services: [String] = []

    @Flag(help: "Every service of the file, each to what it ran before, whichever release brought it.")
    var all = false

    @Option(help: ArgumentHelp("A revision of one service: its number, FAMILY:NUMBER or ARN.", valueName: "revision"))
    var to: String?

    @Flag(help: "Print what would be done, and change nothing.")
    var dryRun = false

    @Flag(help: "Play it against a simulation of AWS, in which a release went well before.")
    var simulate = false

    mutating func validate() throws {
        if all, !services.isEmpty || !place.direct.isEmpty { throw ValidationError("--all and the names of services exclude each other") }
    }

    func run() async throws {
        let context = Context(options)
        let target = ReleaseTarget(services: services, cluster: place.cluster, direct: place.direct, onlyLooks: true)
        let scene = ReleaseScene(context: context, target: target, simulation: .playing(simulate ? "ok" : nil))
        let parts = try await scene.parts()
        let flow = ReleaseFlow(context: context, rollout: rollout, ground: parts.ground, settings: try rollout.settings())
        if simulate { try await flow.releaseSilently(parts.source) }
        let addresses = try await parts.source.addresses(with: flow.releaser(nil))
        if to != nil, addresses.count != 1 {
            throw UsageError("--to names a revision of one service", hint: "name one of: \(addresses.map(\.name).joined(separator: ", "))")
        }
        let isNamed = all || !services.isEmpty || !place.direct.isEmpty
        try await flow.rollBack(addresses, to: to, isNamed ? .each : .lastRelease, isDry: dryRun)
    }
}
