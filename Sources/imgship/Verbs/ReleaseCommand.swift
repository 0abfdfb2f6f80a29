import ArgumentParser
import Release
import Terminal

struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Releases pushed images: checks, plan, rolling update, and the way back when it fails.",
        discussion: """
            imgship release                                   # every service of imgship.yaml, in the order of 'after:'
            imgship release backend --env production          # one of them, in an environment
            imgship release --dry-run --plan-format markdown  # the plan for a pull request
            imgship release --cluster demo --service web --image app=REPOSITORY:1.2   # a service that others made
            imgship release --simulate crash                  # what would happen if tasks crashed; needs no AWS
            imgship release --follow                          # picks up a rollout that goes on
            imgship release --continue frontend               # continues a deployment that waits at a pause

            Everything is checked before anything is changed. Only what ECS calls a success of this very deployment is one;
            what fails is rolled back, and says why. Prints one line a service: NAME, a tab, the ARN of the task definition,
            a tab, and REPOSITORY@DIGEST.
            Exit codes: 0 done, 1 failed, 3 rolled back, 4 not ready in time or waiting at a pause, 5 refused by a check,
            130 interrupted.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions
    @OptionGroup var rollout: RolloutOptions
    @OptionGroup var simulation: SimulationOptions

    @Argument(help: ArgumentHelp("The services to release; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    @Option(help: ArgumentHelp("With --service: a container's new image (may be repeated).", valueName: "name=ref"))
    var image: [String] = []

    @Option(
        help: ArgumentHelp("The tag of images that were not pushed from here; what `git describe` says unless given.", valueName: "tag"))
    var tag: String?

    @Flag(help: "Print the plan, and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("With --dry-run: text, json or markdown.", valueName: "format"))
    var planFormat: ReleaseFlow.PlanFormat?

    @Flag(help: "Follow what the services are doing; nothing is released.")
    var follow = false

    @Flag(name: .customLong("continue"), help: "Continue deployments that wait at a pause, and follow them; nothing is released.")
    var goOn = false

    @Flag(help: "Replace the tasks even where nothing has changed, so that they read their secrets anew.")
    var refresh = false

    mutating func validate() throws {
        if planFormat != nil, !dryRun { throw ValidationError("--plan-format goes with --dry-run") }
        if follow, goOn { throw ValidationError("--continue follows as well: leave --follow out") }
        guard follow || goOn else { return }
        let flag = follow ? "--follow" : "--continue"
        if dryRun || refresh || rollout.noWait || !image.isEmpty {
            throw ValidationError("\(flag) releases nothing: --dry-run, --refresh, --no-wait and --image do not go with it")
        }
        if simulation.isOn {
            throw ValidationError("\(flag) and --simulate exclude each other: a simulation leaves nothing behind")
        }
    }

    func run() async throws {
        let context = Context(options)
        if simulation.wantsList { return StandardStream.output.write(lines: ScenarioChoice.table.lines(for: context.outputStyle)) }
        var settings = try rollout.settings()
        settings.isForced = refresh
        settings.naming = options.naming(place)
        let target = ReleaseTarget(
            services: services, cluster: place.cluster, direct: place.direct, images: image, tag: tag, mayDoWithoutImages: refresh,
            onlyLooks: follow || goOn
        )
        let parts = try await ReleaseScene(context: context, target: target, simulation: simulation).parts()
        let flow = ReleaseFlow(context: context, rollout: rollout, ground: parts.ground, settings: settings)
        if goOn { return try await flow.goOn(parts.source) }
        if follow { return try await flow.follow(parts.source) }
        if dryRun { return try await flow.plan(parts.source, as: planFormat ?? .text) }
        try await flow.release(parts.source)
    }
}

extension ReleaseFlow.PlanFormat: ExpressibleByArgument {}
