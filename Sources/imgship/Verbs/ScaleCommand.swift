import ArgumentParser
import Release
import Terminal

struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Sets how many tasks a service has, or between which numbers it is scaled.",
        discussion: """
            imgship scale backend 3                # three tasks
            imgship scale backend --bounds 2-12    # scaled by itself, from 2 to 12
            imgship scale backend 0 --suspend      # no tasks, and no scaling until --resume

            Where Application Auto Scaling decides on the number of tasks, one that is set here would be set
            back: it is refused unless scaling is suspended. Nothing is waited for: see `imgship status`.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service, and how many tasks it is to have.", valueName: "service count"))
    var words: [String] = []

    @Option(help: ArgumentHelp("Scale between these numbers of tasks.", valueName: "min-max"))
    var bounds: String?

    @Flag(help: "Pause scaling: nothing changes the number of tasks by itself.")
    var suspend = false

    @Flag(help: "Let scaling go on.")
    var resume = false

    mutating func validate() throws {
        if suspend, resume { throw ValidationError("--suspend and --resume exclude each other") }
        if words.count > 2 { throw ValidationError("'\(words[2])' is one word too many: a service and a number are expected") }
    }

    func run() async throws {
        let (service, count) = try parsed()
        let wish = ServiceScaler.Wish(
            desired: count, bounds: try bounds.map(Self.range), isSuspended: suspend ? true : resume ? false : nil)
        guard wish != ServiceScaler.Wish() else {
            throw UsageError("nothing is said that could change", hint: "give a number of tasks, --bounds, --suspend or --resume")
        }
        let context = Context(options)
        let session = try AWSSession(context)
        let address = try ServiceSelection(context, place, session).one(service)
        let outcome = try await ServiceScaler(session.clients).scale(address, wish)
        if options.json { return try StandardStream.output.write(json: ScaleDocument(outcome: outcome)) }
        context.reporter.step(Self.text(outcome))
    }

    /// A number alone is a count, of the only service or of that of --service.
    private func parsed() throws -> (service: String?, count: Int?) {
        let number = words.last.flatMap { Int($0) }
        let names = number == nil ? words : Array(words.dropLast())
        guard names.count < 2 else { throw UsageError("'\(names[1])' is not a number of tasks") }
        guard number.map({ (0...5000).contains($0) }) ?? true else { throw UsageError("\(words.last ?? "") tasks are not from 0 to 5000") }
        return (names.first, number)
    }

    private static func range(_ text: String) throws -> ClosedRange<Int> {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let low = parts[0], let high = parts[1], low >= 0, low <= high else {
            throw UsageError("'\(text)' are no bounds", hint: "write them as in --bounds 2-12")
        }
        return low...high
    }

    private static func text(_ outcome: ScalingOutcome) -> String {
        let tasks =
            outcome.desired == outcome.desiredBefore
            ? "\(outcome.desired) tasks, as before" : "\(outcome.desired) tasks, after \(outcome.desiredBefore)"
        let bounds = outcome.bounds.map { bounds in
            let note = bounds.isSuspended ? ", which is suspended" : bounds.isScheduled ? ", until its schedule changes that" : ""
            return "; scaled from \(bounds.minimum) to \(bounds.maximum)\(note)"
        }
        return "scaled \(outcome.service.name): \(tasks)\(bounds ?? "")"
    }
}
