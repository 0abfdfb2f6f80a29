import AWS
import ArgumentParser
import Infrastructure
import Terminal

struct InfraImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Says how to take what exists already into the stack, or use it as it is.",
        discussion: """
            imgship infra import                              # what has a name of the template, and how to import it
            imgship infra import --output import              # the same with the two files that the commands read
            imgship infra import --cluster demo --service web # lines of imgship.yaml that use what a service uses

            Changes nothing: the commands are yours to run. `imgship infra apply` then makes the rest of the stack.
            """)

    @OptionGroup var options: CommonOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the files of the import into this directory.", valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("Print how imgship.yaml would use the services of this cluster.", valueName: "name"))
    var cluster: String?

    @Option(help: ArgumentHelp("One of its services, may be repeated; all of them unless named.", valueName: "name"))
    var service: [String] = []

    mutating func validate() throws {
        if cluster == nil, !service.isEmpty { throw ValidationError("--service is one of a --cluster") }
        if cluster != nil, output != nil { throw ValidationError("--output and --cluster exclude each other") }
    }

    func run() async throws {
        let context = Context(options)
        if let cluster { return try await printSetup(of: cluster, context) }
        let project = try context.projectFile()
        let template = try Infrastructure.template(of: project, read: context.definition)
        let session = try AWSSession(context)
        let account = try await TokenService(session.client).callerIdentity().account
        let adoption = try await AdoptionPlanner(session.client).plan(project, template, account: account)
        let report = AdoptionText(adoption)
        if !options.json { report.tell(context.reporter) }
        if let output, !adoption.adopted.isEmpty { try report.write(to: context.absolute(output)) }
        if options.json { return try StandardStream.output.write(json: AdoptionDocument(fields: adoption.json)) }
        StandardStream.output.write(report.text(directory: output))
    }

    private func printSetup(of cluster: String, _ context: Context) async throws {
        let setup = try await ExistingServices(AWSSession(context).client).lines(of: service, in: cluster)
        if options.json { return try StandardStream.output.write(json: AdoptionDocument(fields: setup.document)) }
        StandardStream.output.write(setup.text)
    }
}
