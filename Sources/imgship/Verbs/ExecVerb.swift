import ArgumentParser
import Release
import Terminal

/// Named apart from ``Release/ExecCommand``, which is what it prints.
struct ExecVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Prints the command that opens a session in a running container of a service.",
        discussion: """
            imgship exec backend                       # a line that opens a shell there
            imgship exec backend -- python -c 'help()'
            sh -c "$(imgship exec backend)"            # and this opens it

            It opens no session itself: that is done by AWS's own program with its Session Manager plugin.
            What is needed for it is checked first: that the service allows commands in its tasks, and that a
            task runs which was started since.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Argument(help: ArgumentHelp("The service; may be left out where the file has but one.", valueName: "service"))
    var service: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("What to run there, behind '--'; a shell unless given.", valueName: "command"))
    var command: [String] = []

    @Option(help: ArgumentHelp("The container to open a session in.", valueName: "name"))
    var container: String?

    func run() async throws {
        let context = Context(options)
        let session = try AWSSession(context)
        let address = try ServiceSelection(context, place, session).one(service)
        let finder = ExecFinder(session.clients, in: session.client.region)
        let found = try await finder.find(address, container: container, command: command)
        if options.json { return try StandardStream.output.write(json: ExecDocument(command: found)) }
        StandardStream.output.write(found.line + "\n")
    }
}
