import ArgumentParser
import Infrastructure
import Terminal

extension TemplateFormat: ExpressibleByArgument {}

struct InfraTemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Prints the CloudFormation template of the project; asks nobody.",
        discussion: """
            imgship infra template                                # as JSON
            imgship infra template --format yaml --env production

            Equal files give equal templates. Without 'vpc: own' the template has the parameters VpcId and SubnetIds.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: ArgumentHelp("How to print it: json, the default, or yaml.", valueName: "format"))
    var format: TemplateFormat?

    mutating func validate() throws {
        if options.json, format == .yaml { throw ValidationError("--json and --format yaml exclude each other") }
    }

    func run() async throws {
        let context = Context(options)
        let template = try Infrastructure.template(of: context.projectFile(), read: context.definition)
        for warning in template.warnings { context.reporter.warn(warning) }
        let text = template.text(format ?? .json)
        if text.utf8.count > StackTemplate.sizeLimit {
            context.reporter.warn(
                "the template has \(text.utf8.count) bytes, and CloudFormation takes \(StackTemplate.sizeLimit) in a call",
                hint: "YAML is shorter; or put it into a bucket of S3, and tell CloudFormation its address")
        }
        StandardStream.output.write(text)
    }
}
