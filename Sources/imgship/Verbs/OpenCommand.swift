import ArgumentParser
import Glibc
import Release
import Terminal

struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Prints the address at which users reach the project, and opens it on a desktop.",
        discussion: """
            imgship open                             # the service with a load balancer, or the one that no other asks
            imgship open frontend --print            # prints the address, and opens nothing
            imgship open --cluster demo --service web

            The address is the load balancer's, else the public address of a task, as `imgship status` shows it.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service; the one that users reach unless named.", valueName: "service"))
    var service: String?

    @Flag(name: .customLong("print"), help: "Print the address alone, on a desktop too.")
    var printsOnly = false

    func run() async throws {
        let context = Context(options)
        let session = try AWSSession(context)
        let addresses = try ServiceSelection(context, place, session).many(try names(context))
        let found = try EntryPlace(try await StatusReader(session.clients, reporter: context.reporter).read(addresses))
        if options.json { return try StandardStream.output.write(json: OpenDocument(place: found)) }
        StandardStream.output.write(found.url + "\n")
        let desktop = Desktop(context: context)
        guard !printsOnly, isatty(STDOUT_FILENO) == 1, desktop.isThere, found.url.hasPrefix("http") else { return }
        if try await desktop.open(found.url) { context.reporter.step("opened") }
    }

    /// - Throws: ``EntryMissing`` for a file none of whose services listens.
    private func names(_ context: Context) throws -> [String] {
        if let service { return [service] }
        guard place.direct.isEmpty else { return [] }
        let services = try context.projectFile().services
        // Without services in the file the selection says what to do.
        if services.isEmpty { return [] }
        let entries = EntryServices.names(of: services)
        guard !entries.isEmpty else { throw EntryMissing([]) }
        return entries
    }
}
