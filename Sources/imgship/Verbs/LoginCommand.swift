import ArgumentParser
import Terminal

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Keeps a user and a password for a registry, once the registry has taken them.",
        discussion: """
            echo "$TOKEN" | imgship login ghcr.io --username me --password-stdin
            imgship login nas:5000                          # asks for both at the terminal

            They are kept in ~/.config/imgship/auth.json, or by the credential helper that docker's config.json names for the registry.
            Registries of Amazon ECR need no login: the credentials of AWS open them, and this checks that they do. With
            --username AWS, what `aws ecr get-login-password` prints is kept as any password; after its 12 hours, AWS's are used again.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("The registry; that of the project unless given.", valueName: "registry"))
    var registry: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The user.", valueName: "name"))
    var username: String?

    @Flag(help: "Read the password from standard input.")
    var passwordStdin = false

    @Flag(help: "Let the registry be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    func run() async throws {
        let context = Context(options)
        let login = try context.login(registry, insecure: insecure)
        let outcome: Login.Outcome
        if login.isECR, username == nil, !passwordStdin {
            outcome = try await login.checkAWS()
            context.reporter.step("login  \(login.registry) needs none: the credentials of AWS open it")
        } else {
            let questions = LoginQuestions(registry: login.registry, user: username, readsPassword: passwordStdin)
            outcome = try await login.run(try questions.ask())
            context.reporter.step("login  \(login.registry) as \(outcome.user); kept in \(outcome.place ?? "")")
        }
        if options.json { try StandardStream.output.write(json: LoginDocument(login.registry, outcome)) }
    }
}
