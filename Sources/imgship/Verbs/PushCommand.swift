import ArgumentParser
import Bytes
import Content
import Diagnostics
import FoundationEssentials
import Registry
import SystemPackage
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

    @Option(help: ArgumentHelp("Push below HOST/PATH, or one image as HOST/PATH:TAG; overrides the file.", valueName: "repository"))
    var to: String?

    @Option(help: ArgumentHelp("Set this tag (may be repeated).", valueName: "tag"))
    var tag: [String] = []

    @Flag(help: "Set the tag 'latest' as well.")
    var latest = false

    @Option(help: ArgumentHelp("Write the digests to a file, one line an image.", valueName: "path"))
    var digestFile: String?

    @Flag(help: "Print what would be sent, and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("With --dry-run: the tag that a machine runs which pulls the image next.", valueName: "tag"))
    var compare: String?

    @Flag(help: "Make the repository if it is missing (Amazon ECR).")
    var createRepository = false

    @Flag(help: "With --create-repository: search images for known weaknesses when they are pushed.")
    var scanOnPush = false

    @Flag(help: "With --create-repository: let no tag be moved.")
    var immutableTags = false

    @Flag(help: "Let the registry be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    mutating func validate() throws {
        if scanOnPush || immutableTags, !createRepository {
            throw ValidationError("--scan-on-push and --immutable-tags are for repositories that --create-repository makes")
        }
        if compare != nil, !dryRun { throw ValidationError("--compare goes with --dry-run") }
    }

    func run() async throws {
        let context = Context(options)
        let file = try context.projectFileIfPresent()
        let store = try context.existingStore()
        let jobs = try await jobs(
            PushSelection(file: file, store: store, destination: to, reporter: context.reporter), context)
        let access = try RegistryAccess(
            context, registry: file?.registry ?? jobs.first?.target.registry, insecure: insecure ? registries(jobs, store) : [])
        let layers = AbsentLayers(store: store, access: BaseAccess { access }, reporter: context.reporter)
        if dryRun { return try await preview(jobs, PushPreview(store: store, access: access, layers: layers, comparison: compare)) }
        let push = ImagePush(
            store: store, access: access, layers: layers, repositories: repositories(access, context.reporter),
            reporter: context.reporter, now: Int64(Date().timeIntervalSince1970))
        let outcomes = try await push.run(jobs)
        if let digestFile {
            let digests = outcomes.map { "\($0.job.root.digest)\n" }.joined()
            try FileContent.replace(
                context.absolute(digestFile), with: Array(digests.utf8), permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
        }
        if options.json { return try StandardStream.output.write(json: PushDocument(outcomes)) }
        for outcome in outcomes { StandardStream.output.write("\(outcome.job.name)\t\(outcome.job.reference)\n") }
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

    private func jobs(_ selection: PushSelection, _ context: Context) async throws -> [PushJob] {
        let names = try selection.names(images)
        let choice = TagChoice(
            asked: tag, setsLatest: latest, directory: context.absolute(options.file).removingLastComponent(), programs: context.programs)
        var jobs: [PushJob] = []
        for name in names {
            let target = try selection.target(of: name, isOnly: names.count == 1)
            jobs.append(try selection.job(name, target, tags: try await choice.tags(for: target.tag)))
        }
        return jobs
    }

    private func repositories(_ access: RegistryAccess, _ reporter: any Reporter) -> RepositoryCreation {
        let settings = createRepository ? RepositoryCreation.Settings(scansOnPush: scanOnPush, hasImmutableTags: immutableTags) : nil
        return RepositoryCreation(settings: settings, aws: access.sources.aws, reporter: reporter)
    }
}
