import ArgumentParser
import Release
import Terminal

struct SecretListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the secrets that services of the file read: when they changed, and which are missing.",
        discussion: """
            imgship secret list
            imgship secret list --env production --json

            Values are not looked at.
            """)

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let context = Context(options)
        let secrets = NamedSecret.all(in: try context.projectFile())
        let session = try AWSSession(context)
        let states = try await SecretKeeper(session.clients.secrets).states(of: secrets)
        if options.json { return try StandardStream.output.write(json: SecretListDocument(states: states)) }
        if states.isEmpty { return context.reporter.step("no service of '\(options.file)' reads a secret of Secrets Manager") }
        StandardStream.output.write(lines: SecretTable(states, now: session.now).table.lines(for: context.outputStyle))
    }
}
