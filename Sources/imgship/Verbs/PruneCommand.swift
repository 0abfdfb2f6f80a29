import ArgumentParser
import Content
import Diagnostics
import Release
import Terminal

struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Takes away old revisions of task definitions, or what is unused in the local store.",
        discussion: """
            imgship prune --dry-run            # what would go, of all services of imgship.yaml
            imgship prune backend --keep 5     # deregisters what goes of one
            imgship prune --local              # removes blobs that no image has, from the local store

            What a service of the cluster wants, what a task runs, and what a deployment of the last 90 days
            brought and that went well stays in any case; so do the newest revisions that did not fail.
            Revisions that only other clusters or schedules use are not known to be in use.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The services whose revisions to look at; all of the file unless named.", valueName: "service"))
    var services: [String] = []

    @Option(help: ArgumentHelp("Keep so many of the newest revisions that did not fail.", valueName: "count"))
    var keep = 10

    @Flag(help: "Delete them for ever, and those that were deregistered before.")
    var delete = false

    @Flag(help: "Print what would go, and change nothing.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(help: "Look at the local store alone.")
    var local = false

    mutating func validate() throws {
        if keep < 1 { throw ValidationError("--keep must be at least 1") }
        if local, delete || dryRun || !services.isEmpty { throw ValidationError("--local stands alone") }
    }

    func run() async throws {
        let context = Context(options)
        if local { return try pruneStore(context) }
        let session = try AWSSession(context)
        let addresses = try ServiceSelection(context, place, session).many(services)
        let pruner = RevisionPruner(session.clients, reporter: context.reporter)
        let removal = delete ? RevisionPruner.Removal.delete : .deregister
        let plan = try await pruner.plan(addresses, keep: keep, removal)
        if !options.json { StandardStream.output.write(lines: PruneTable(plan: plan).table.lines(for: context.outputStyle)) }
        if !dryRun, !plan.removed.isEmpty {
            let count = plan.removed.count
            try Confirmation.ask("\(delete ? "delete" : "deregister") \(count) revision\(count == 1 ? "" : "s")?", yes: yes)
            try await Interrupt.cancels { try await pruner.carryOut(plan, removal) }
        }
        if options.json { try StandardStream.output.write(json: PruneDocument(plan: plan)) }
    }

    /// In seconds: builds under way rely on blobs that no image has yet.
    private static let grace: Int64 = 3600

    private func pruneStore(_ context: Context) throws {
        let removed = try context.existingStore().removeUnreferenced(olderThan: context.now - Self.grace)
        if options.json { return try StandardStream.output.write(json: PruneDocument(blobs: removed)) }
        context.reporter.step("gone   \(removed.count) blobs, \(ByteCount(removed.size))")
    }
}
