import ArgumentParser
import Content
import Registry
import Terminal

struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Pushes built images to a registry; what is there already is not sent.",
        discussion: """
            imgship push                                           # every built image, to 'registry:' of imgship.yaml
            imgship push backend --to localhost:5000/team --tag 1  # one image, as localhost:5000/team/backend:1
            imgship push backend --to ghcr.io/team/api:1.2         # one image under exactly this name

            Without --tag the tag is what `git describe` calls the sources. Amazon ECR is opened by the credentials of AWS; other
            registries by those of `imgship login`, docker and podman. Prints one line an image: NAME, a tab, and REPOSITORY@DIGEST.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("The images to push; all that were built unless named.", valueName: "image"))
    var images: [String] = []

    @OptionGroup var target: PushOptions

    @Flag(help: "Print what would be sent, and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("With --dry-run: the tag that a machine runs which pulls the image next.", valueName: "tag"))
    var compare: String?

    @Flag(help: "Let the registry be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    mutating func validate() throws {
        if compare != nil, !dryRun { throw ValidationError("--compare goes with --dry-run") }
    }

    func run() async throws {
        let context = Context(options)
        let file = try context.projectFileIfPresent()
        let store = try context.existingStore()
        let selection = PushSelection(file: file, destination: target.to, reporter: context.reporter)
        let planned = try await selection.planned(try selection.names(images, in: store), target.tags(context))
        let jobs = try planned.map { try $0.job(in: store) }
        let access = try RegistryAccess(
            context, registry: file?.registry ?? jobs.first?.target.registry, insecure: insecure ? registries(jobs, store) : [])
        let layers = AbsentLayers(store: store, access: BaseAccess { access }, reporter: context.reporter)
        if dryRun { return try await preview(jobs, PushPreview(store: store, access: access, layers: layers, comparison: compare)) }
        let push = ImagePush(store, access, layers, creating: target.creation, reporter: context.reporter)
        try PushReport(outcomes: try await push.run(jobs)).write(context, target.files)
    }

    private func preview(_ jobs: [PushJob], _ preview: PushPreview) async throws {
        let outcomes = try await preview.run(jobs)
        if options.json { return try StandardStream.output.write(json: PreviewDocument(outcomes)) }
        StandardStream.output.write("\(PreviewText(outcomes: outcomes))")
    }

    /// Where images go, and where layers of their bases may come from.
    private func registries(_ jobs: [PushJob], _ store: ContentStore) throws -> [String] {
        try jobs.map(\.target.registry) + store.origins.all().map(\.reference.domain)
    }
}
