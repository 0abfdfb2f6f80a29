import ArgumentParser
import Release
import Terminal

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Shows the deployments of a service, the newest first.",
        discussion: """
            imgship history backend              # the last 20
            imgship history backend --limit 100

            Amazon ECS keeps deployments for 90 days, and forgets those of a service that is deleted.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service; may be left out where the file has but one.", valueName: "service"))
    var service: String?

    @Option(help: ArgumentHelp("Show so many at most.", valueName: "count"))
    var limit = 20

    mutating func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        let context = Context(options)
        let session = try AWSSession(context)
        let address = try ServiceSelection(context, place, session).one(service)
        let deployments = try await HistoryReader(session.clients).read(address, limit: limit)
        if options.json { return try StandardStream.output.write(json: HistoryDocument(service: address, deployments: deployments)) }
        if deployments.isEmpty { return context.reporter.step("'\(address.name)' has no deployments that ECS remembers") }
        StandardStream.output.write(lines: HistoryTable(deployments: deployments, now: session.now).table.lines(for: context.outputStyle))
    }
}
