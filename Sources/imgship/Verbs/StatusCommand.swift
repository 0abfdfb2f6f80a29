import ArgumentParser
import Release
import Terminal

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows what runs of services: revision, image, tasks, deployment, health and URL.",
        discussion: """
            imgship status                                # every service of imgship.yaml
            imgship status backend --watch                # one of them, drawn again every 5 seconds
            imgship status --cluster demo --service web   # a service that is in no file

            The image is the tag and the beginning of the digest. TASKS are running/desired, and those that start.
            The URL is the load balancer's, else the public address of a task: of services that users reach, not of those
            that others ask.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The services to show; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    @Flag(help: "Draw the table again every 5 seconds, until interrupted.")
    var watch = false

    mutating func validate() throws {
        if watch, options.json { throw ValidationError("--watch and --json exclude each other") }
    }

    func run() async throws {
        let context = Context(options)
        let style = context.outputStyle
        if watch, !style.hasMovingLine {
            throw UsageError("--watch needs a terminal", hint: "leave it out, or read `imgship status --json` now and then")
        }
        let session = try AWSSession(context)
        let addresses = try ServiceSelection(context, place, session).many(services)
        let entries = place.direct.isEmpty ? EntryServices.names(of: try context.projectFile().services) : nil
        let reader = StatusReader(session.clients, reporter: context.reporter, entries: entries)
        if watch {
            let watch = StatusWatch(session: session, reader: reader, addresses: addresses, style: style)
            return try await Interrupt.cancels { try await watch.run() }
        }
        let found = try await reader.read(addresses)
        // Who names a service outside of any file means one that is there.
        if !place.direct.isEmpty, let missing = found.first(where: { $0.found == nil }) {
            throw UsageError("there is no service '\(missing.address.serviceName)' in cluster '\(missing.address.cluster)'")
        }
        if options.json { return try StandardStream.output.write(json: StatusDocument(services: found)) }
        StandardStream.output.write(lines: StatusTable(found, now: session.now).table.lines(for: style))
    }
}
