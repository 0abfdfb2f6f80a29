import ArgumentParser
import Build
import FoundationEssentials
import Packages
import Terminal

struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Resolves packages and base images for every image and platform into imgship.lock.",
        discussion: """
            imgship lock                              # everything, anew
            imgship lock --update gradio              # moves one package, and what it needs
            imgship lock --update python:3.12-slim    # moves one base image, and nothing else

            Debian packages are resolved by apt in a private root, Python packages by uv or from a lock of your own.
            Base images in registries are held by digest. Commit the lock.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: ArgumentHelp("Move only this package or base image (may be repeated).", valueName: "name"))
    var update: [String] = []

    @Flag(help: "Let registries of base images be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    func run() async throws {
        let context = Context(options)
        let project = try context.project { path, name in
            do {
                return try LockFile.read(path, name: name)
            } catch let error as LockError where update.isEmpty && error.code != .newerVersion {
                context.reporter.warn("\(error.summary): making it anew", at: error.location)
                return nil
            }
        }
        let locker = try Locker(
            project, on: try context.machine(), bases: context.bases(of: project, insecure: insecure), reporter: context.reporter)
        let now = try context.epoch() ?? Int64(Date().timeIntervalSince1970)
        let lock = try await locker.lock(update.isEmpty ? .everything : .named(update), now: now)
        let changes = lock.difference(from: project.lock ?? Lock(time: 0))
        if lock != project.lock { try LockFile.write(lock, to: context.lockPath) }
        if options.json { return try StandardStream.output.write(json: LockDocument(lock, changes)) }
        for change in changes { StandardStream.output.write("\(change)\n") }
        context.reporter.step(lock == project.lock ? "nothing changed" : "wrote \(Project.lockName(of: options.file))")
    }
}
