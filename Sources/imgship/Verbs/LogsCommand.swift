import ArgumentParser
import Configuration
import Release
import Terminal

struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Prints what all tasks of a service wrote, in the order of time.",
        discussion: """
            imgship logs backend                              # the last 10 minutes
            imgship logs backend --follow --since 1m          # on and on, until interrupted
            imgship logs backend --since 24h --filter ERROR   # a pattern of CloudWatch's: "?ERROR ?WARN", "{ $.level = 50 }"

            Each line is printed behind the beginning of its task's id, and its container. Tasks that have stopped are there too.
            With --json every line is a document of its own.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service; may be left out where the file has but one.", valueName: "service"))
    var service: String?

    @Option(help: ArgumentHelp("Only this container of its tasks.", valueName: "name"))
    var container: String?

    @Option(help: ArgumentHelp("Only the task whose id begins so.", valueName: "id"))
    var task: String?

    @Flag(help: "Go on with lines that are yet to come.")
    var follow = false

    @Option(help: ArgumentHelp("How far to look back: 30s, 10m, 2h30m.", valueName: "time"))
    var since = "10m"

    @Option(help: ArgumentHelp("Only lines that fit a filter pattern of CloudWatch Logs.", valueName: "pattern"))
    var filter: String?

    func run() async throws {
        guard let since = Duration(unitText: since) else {
            throw UsageError("'\(since)' is not a length of time", hint: "write it as in 30s, 10m or 2h30m")
        }
        let context = Context(options)
        let session = try AWSSession(context)
        let address = try ServiceSelection(context, place, session).one(service)
        let query = LogQuery(container: container, task: task, since: since, pattern: filter)
        let logs = ServiceLogs(session.clients, clock: session.clock, reporter: context.reporter)
        let printer = LogPrinter(options.json ? .json : .text(context.outputStyle))
        let ending = follow ? ServiceLogs.Ending.never : .now
        try await Interrupt.cancels { try await logs.read(address, query, until: ending) { try printer.print($0) } }
    }
}
