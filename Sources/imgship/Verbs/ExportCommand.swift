import ArgumentParser
import Content
import Diagnostics
import OCI
import Terminal

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a built image to a directory or an archive.",
        discussion: """
            imgship export frontend --to docker-archive:frontend.tar   # for docker load and podman load
            imgship export frontend --to oci-archive:frontend.tar      # all platforms, with their digests
            imgship export frontend --to oci:layout                    # an OCI image layout
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("A built image.", valueName: "image"))
    var image: String

    @Option(help: ArgumentHelp("oci:DIR[:NAME], oci-archive:FILE[:NAME] or docker-archive:FILE[:NAME].", valueName: "place"))
    var to: String

    @Option(help: ArgumentHelp("Only this platform.", valueName: "os/architecture"))
    var platform: String?

    @Flag(help: "Let registries of base images be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    func run() async throws {
        let context = Context(options)
        let given = try ImageLocation(to)
        let place = ImageLocation(given.kind, context.absolute(given.path.string), name: given.name)
        let store = try context.existingStore()
        let descriptor = try store.image(named: image)
        let platform = try platform.map { try Platform($0) }
        let root = try store.exportedRoot(of: image, platform: platform, to: place)
        try await context.absentLayers(in: store, insecure: insecure).fetch(below: root)
        try await store.export(image, platform: platform, to: place)
        context.reporter.step("wrote  \(image) to \(given)")
        if options.json { return try StandardStream.output.write(json: ExportDocument(image, descriptor.digest, given)) }
        StandardStream.output.write("\(image)\t\(descriptor.digest)\n")
    }
}
