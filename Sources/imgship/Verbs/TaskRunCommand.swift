import ArgumentParser
import Configuration
import Diagnostics
import Release
import Terminal

struct TaskRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs a command as a service's tasks run, prints its lines, and ends with its exit code.",
        discussion: """
            imgship task run backend -- python manage.py migrate
            imgship task run backend --var BATCH=7 --memory 4096 --container worker -- ./nightly
            imgship task run backend --no-wait -- ./nightly   # prints the task's ARN

            The task has the service's revision, network and roles; without a command it runs the image's own.
            The exit code is that of its container, 1 to 255 as it is; a task whose container never ran ends
            with 1. Ctrl-C stops the task.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service; may be left out where the file has but one.", valueName: "service"))
    var service: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("What to run, behind '--'.", valueName: "command"))
    var command: [String] = []

    @Option(help: ArgumentHelp("The container that runs it, and whose exit code counts.", valueName: "name"))
    var container: String?

    @Option(name: .customLong("var"), help: ArgumentHelp("A variable of the container (may be repeated).", valueName: "name=value"))
    var variables: [String] = []

    @Option(help: ArgumentHelp("CPU units of the task, 1024 a vCPU.", valueName: "units"))
    var cpu: Int?

    @Option(help: ArgumentHelp("Memory of the task, in MiB.", valueName: "mebibytes"))
    var memory: Int?

    @Option(help: ArgumentHelp("Stop it when it takes longer: 90s, 10m, 2h.", valueName: "time"))
    var timeout: String?

    @Flag(help: "Start it, print its ARN, and do not wait.")
    var noWait = false

    func run() async throws {
        let context = Context(options)
        let limit = try timeout.map(Self.duration)
        var wish = TaskWish(container: container, command: command)
        wish.environment = try Self.environment(variables)
        (wish.cpu, wish.memory) = (cpu, memory)
        let session = try AWSSession(context)
        let launcher = TaskLauncher(session.clients, clock: session.clock)
        let prepared = try await launcher.prepare(ServiceSelection(context, place, session).one(service), wish)
        var document = TaskDocument(service: prepared.service, container: prepared.task.container)
        if noWait {
            let arn = try await launcher.start(prepared)
            document.task = arn
            return options.json ? try StandardStream.output.write(json: document) : StandardStream.output.write(arn + "\n")
        }
        let printer = TaskPrinter(reporter: context.reporter, isJSON: options.json)
        let code = try await Interrupt.cancels {
            try await launcher.run(prepared, timeout: limit) { printer.observe($0) }
        }
        document.exitCode = code
        if options.json { try StandardStream.output.write(json: document) }
        throw ProgramEnd(code: Int32(truncatingIfNeeded: code & 0xff))
    }

    private static func duration(_ text: String) throws -> Duration {
        guard let duration = Duration(unitText: text) else {
            throw UsageError("'\(text)' is not a length of time", hint: "write it as in 90s, 10m or 2h")
        }
        return duration
    }

    private static func environment(_ texts: [String]) throws -> [String: String] {
        let pairs = try texts.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw UsageError("'\(parts[0])' is not a variable with a value", hint: "write it as in --var NAME=VALUE")
            }
            return (parts[0], parts[1])
        }
        return Dictionary(pairs) { _, last in last }
    }
}
