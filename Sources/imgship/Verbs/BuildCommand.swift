import ArgumentParser
import Build
import Bytes
import Diagnostics
import OCI
import Terminal

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Builds images into the local store, with no daemon, no root and nothing executed.",
        discussion: """
            imgship build                                   # every image of imgship.yaml
            imgship build frontend --platform linux/arm64   # one image for one platform, from any machine
            imgship build --push --tag 1                    # and push them, each layer while it is made

            Needs only imgship.yaml, imgship.lock and the download cache. The store is an OCI image layout: skopeo reads oci:.imgship:NAME.
            The layers of a base image in a registry stay there until something needs their bytes.
            Prints one line an image: NAME, a tab, and the digest; with --push what `imgship push` prints.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("The images to build; all unless named.", valueName: "image"))
    var images: [String] = []

    @Option(help: ArgumentHelp("Build for this platform only (may be repeated).", valueName: "os/architecture"))
    var platform: [String] = []

    @Option(help: ArgumentHelp("Compress layers as zstd, gzip or none, with a level as in zstd:9; overrides the file.", valueName: "kind"))
    var compression: String?

    @Option(help: ArgumentHelp("Set an annotation of the images (may be repeated).", valueName: "key=value"))
    var annotation: [String] = []

    @Flag(help: "Make every layer twice and compare: the proof that same inputs give same bytes.")
    var verify = false

    @Flag(help: "Say that imgship.lock must not need a change; implied by CI=true.")
    var locked = false

    @Flag(help: "Push the images, each layer while it is made: `imgship build` and `imgship push` in one.")
    var push = false

    @OptionGroup var target: PushOptions

    @Flag(help: "Let registries be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    mutating func validate() throws {
        if !push, let option = target.given { throw ValidationError("\(option) goes with --push") }
    }

    func run() async throws {
        let context = Context(options)
        let project = try context.project()
        let settings = try settings(context)
        let plans = try Planner(project, settings, reporter: context.reporter).plan(images)
        if push { return try await build(plans, project, settings, context) }
        let sources = try PackageSources(project, on: try context.machine())
        let store = try context.store(of: project)
        let bases = context.bases(of: project, insecure: insecure)
        let builder = ImageBuilder(store, settings, bases: bases, reporter: context.reporter) { try sources.makeFetcher() }
        let result = try await builder.build(plans)
        if options.json { return try StandardStream.output.write(json: ImagesDocument(result)) }
        for image in result.images { StandardStream.output.write("\(image.name)\t\(image.digest)\n") }
    }

    /// Builds and pushes.
    private func build(_ plans: [ImagePlan], _ project: Project, _ settings: BuildSettings, _ context: Context) async throws {
        let selection = PushSelection(file: project.file, destination: target.to, reporter: context.reporter)
        let pushes = try await selection.planned(BuildPush.names(of: plans), target.tags(context))
        let work = BuildPush(context: context, project: project, settings: settings, creation: target.creation, isInsecure: insecure)
        try PushReport(outcomes: try await work.run(plans, pushes)).write(context, target.files)
    }

    private func settings(_ context: Context) throws -> BuildSettings {
        var settings = BuildSettings(epoch: try context.epoch(), threads: try context.threads(), verifies: verify)
        settings.isLocked = locked || context.isCI
        if !platform.isEmpty { settings.platforms = try platform.map { try Platform($0) } }
        if let compression {
            guard let parsed = Compression(compression) else {
                throw UsageError(
                    "'\(compression)' is not a compression",
                    hint: "use zstd, gzip or none, with a level as in zstd:9 (1 to 19) or gzip:6 (1 to 9)")
            }
            settings.compression = parsed
        }
        for pair in annotation {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw UsageError("'\(pair)' is not an annotation", hint: "write --annotation key=value")
            }
            settings.annotations[String(parts[0])] = String(parts[1])
        }
        return settings
    }
}
