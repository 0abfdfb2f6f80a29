import ArgumentParser
import Terminal

struct LogoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Forgets the user and the password for a registry.",
        discussion: """
            imgship logout ghcr.io

            What `imgship login` kept is removed. What docker or podman keep in files stays; but a credential helper that docker's
            config.json names for the registry is shared with docker, and forgets it for both.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("The registry; that of the project unless given.", valueName: "registry"))
    var registry: String?

    func run() async throws {
        let context = Context(options)
        let login = try context.login(registry)
        let wasKnown = try await login.forget()
        context.reporter.step("logout \(login.registry)" + (wasKnown ? "" : ": nothing was kept for it"))
        if options.json { try StandardStream.output.write(json: LogoutDocument(registry: login.registry, removed: wasKnown)) }
    }
}
