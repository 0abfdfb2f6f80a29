import ArgumentParser
import Release
import Terminal

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Goes back to the last deployment of each service that was a success.",
        discussion: """
            imgship rollback                     # every service of imgship.yaml, in the reverse of the order of 'after:'
            imgship rollback backend --to 41     # one service, to this revision of its task definition
            imgship rollback --dry-run           # says where it would go

            A deployment that is going on is stopped first: ECS then goes back by itself. A revision that failed is never
            gone back to.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions
    @OptionGroup var rollout: RolloutOptions

    @Argument(help: ArgumentHelp("The services to take back; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    @Option(help: ArgumentHelp("A revision of one service: its number, FAMILY:NUMBER or ARN.", valueName: "revision"))
    var to: String?

    @Flag(help: "Print what would be done, and change nothing.")
    var dryRun = false

    @Flag(help: "Play it against a simulation of AWS, in which a release went well before.")
    var simulate = false

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
        try await flow.rollBack(addresses, to: to, isDry: dryRun)
    }
}
