import ArgumentParser
import Release
import Terminal

struct ShipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Builds, pushes and releases what services need.",
        discussion: """
            imgship ship                            # every service of imgship.yaml
            imgship ship backend --env production   # one of them, and only its images

            The same as `imgship build`, `imgship push` and `imgship release` one after the other, for the images of these
            services alone.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var rollout: RolloutOptions
    @OptionGroup var shipping: ShippingOptions

    @Argument(help: ArgumentHelp("The services to ship; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    func run() async throws {
        let context = Context(options)
        let target = ReleaseTarget(services: services)
        try target.check(try context.projectFile())
        try await ImageShipping(context: context, options: shipping).ship(for: services)
        let parts = try await ReleaseScene(context: context, target: target, simulation: .playing(nil)).parts()
        var settings = try rollout.settings()
        settings.naming = options.naming(nil)
        let flow = ReleaseFlow(context: context, rollout: rollout, ground: parts.ground, settings: settings)
        try await flow.release(parts.source)
    }
}
