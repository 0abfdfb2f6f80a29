import ArgumentParser
import Content
import OCI
import Terminal

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Shows what an image is, what made its layers, and where its bytes are.",
        discussion: """
            imgship inspect backend                               # an image of the local store
            imgship inspect python:3.12-slim --platform linux/arm64
            imgship inspect ghcr.io/team/app:1.2 --files          # the biggest directories and files, and their layers
            imgship inspect oci-archive:app.tar --raw             # the manifest or index to the byte

            A name of the store comes before one of a registry; docker://NAME is always the registry's. Needs no project.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(
        help: ArgumentHelp("A built image, a reference, oci:DIR[:NAME], oci-archive:FILE or docker-archive:FILE.", valueName: "image"))
    var image: String

    @Option(help: ArgumentHelp("Tell this platform in full; this machine's unless given.", valueName: "os/architecture"))
    var platform: String?

    @Flag(help: "Read the layers, and print the biggest directories and files.")
    var files = false

    @Option(help: ArgumentHelp("With --files: how deep directories are told apart.", valueName: "number"))
    var depth = 2

    @Option(help: ArgumentHelp("With --files: only this layer, by its digest or the beginning of it.", valueName: "digest"))
    var layer: String?

    @Flag(help: "Print the manifest or index to the byte; with --platform that platform's.")
    var raw = false

    @Flag(help: "Print the config to the byte.")
    var config = false

    @Flag(help: "Let the registry be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    mutating func validate() throws {
        if [files, raw, config].count(where: \.self) > 1 { throw ValidationError("--files, --raw and --config exclude each other") }
        if layer != nil, !files { throw ValidationError("--layer goes with --files") }
        guard (1...32).contains(depth) else { throw ValidationError("--depth is a number from 1 to 32") }
    }

    func run() async throws {
        let context = Context(options)
        let access = try context.registryAccess(for: [image], insecure: insecure)
        let found = try await ImageFinder(context, access).find(image)
        let platform = try platform.map { try Platform($0) }
        let inspection = Inspection(found, reporter: context.reporter)
        if raw { return StandardStream.output.write(bytes: try await inspection.document(platform)) }
        if config { return StandardStream.output.write(bytes: try await inspection.config(platform)) }
        if files {
            let tree = try await inspection.files(platform, layer: layer, depth: depth)
            if options.json { return try StandardStream.output.write(json: FilesDocument(tree)) }
            return StandardStream.output.write("\(FilesText(tree))")
        }
        let report = try await inspection.report(platform)
        if options.json { return try StandardStream.output.write(json: InspectDocument(found.name, report)) }
        StandardStream.output.write("\(InspectText(found.name, report))")
    }
}
