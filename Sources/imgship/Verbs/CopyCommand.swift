import ArgumentParser
import Diagnostics
import OCI
import Registry
import Terminal

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copies an image between registries, layouts and archives; digests stay as they are.",
        discussion: """
            imgship copy ghcr.io/team/app:1.2 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.2
            imgship copy python:3.12-slim oci:base:python --platform linux/amd64
            imgship copy backend localhost:5000/team/backend --tag 1 --tag latest   # an image of the local store
            imgship copy ghcr.io/team/app:1.2 ghcr.io/team/app:stable               # one more tag; nothing is sent

            All platforms are copied unless one is named; manifests are kept to the byte. Blobs go from registry to registry
            without being kept on disk; inside one registry they are mounted. Prints REPOSITORY@DIGEST, or place and digest.

            Between two accounts, each side can have credentials of its own: IMGSHIP_SOURCE_USER with _PASSWORD, or _TOKEN, and
            IMGSHIP_TARGET_...; or a file as docker and podman have one (--source-authfile, --target-authfile).
            """)

    @OptionGroup var options: CommonOptions

    @Argument(
        help: ArgumentHelp("A built image, a reference, oci:DIR[:NAME], oci-archive:FILE or docker-archive:FILE.", valueName: "source"))
    var source: String

    @Argument(
        help: ArgumentHelp("A reference, oci:DIR[:NAME], oci-archive:FILE[:NAME] or docker-archive:FILE[:NAME].", valueName: "target"))
    var target: String

    @Option(help: ArgumentHelp("Only this platform: its manifest alone, without the index.", valueName: "os/architecture"))
    var platform: String?

    @Option(help: ArgumentHelp("Set this tag too (may be repeated).", valueName: "tag"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("Where credentials for the source are looked for first.", valueName: "path"))
    var sourceAuthfile: String?

    @Option(help: ArgumentHelp("Where credentials for the target are looked for first.", valueName: "path"))
    var targetAuthfile: String?

    @Flag(help: "Print what would be sent, and change nothing.")
    var dryRun = false

    @Flag(help: "Let the registries be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    func run() async throws {
        let context = Context(options)
        let place = try CopyTarget(target, tags: tag)
        let access = try CopyAccess(
            context, from: .source(source, sourceAuthfile), to: .target(target, targetAuthfile), insecure: insecure)
        let copy = ImageCopy(context: context, access: access, platform: try platform.map { try Platform($0) })
        if dryRun {
            let outcome = try await copy.forecast(source, to: place)
            if options.json { return try StandardStream.output.write(json: CopyPreviewDocument(source, outcome)) }
            return StandardStream.output.write("\(outcome.reference)\n\(ForecastText(outcome.result, outcome.digest))")
        }
        let clock = ContinuousClock.now
        let outcome = try await copy.run(source, to: place)
        context.reporter.step("copy   \(source)  \(PushSummary(outcome.result))  \(ElapsedTime(ContinuousClock.now - clock))")
        if options.json { return try StandardStream.output.write(json: CopyDocument(source, outcome)) }
        StandardStream.output.write(
            outcome.reference.contains("@") ? "\(outcome.reference)\n" : "\(outcome.reference)\t\(outcome.digest)\n")
    }
}
