import ArgumentParser
import Release
import Terminal

struct SecretSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Gives a secret its value, from standard input or a hidden prompt; makes it if it is not there.",
        discussion: """
            imgship secret set llm-chat/openai --key key              # asks for the value, and does not show it
            imgship secret set llm-chat/database < database.json      # the whole value
            pass show openai | imgship secret set llm-chat/openai --key key

            A value is never an argument, and is never printed. One line feed at its end is not a part of it. A new secret
            has the tags of the project, and the first key of 'infra: {kms: {secrets: ...}}'. Tasks that run see a new value
            after `imgship release --refresh`. Prints the ARN.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(
        help: ArgumentHelp("The secret: its name, or an ARN.", valueName: "name"),
        completion: .custom { words, _, _ in SecretNames.completions(words) })
    var name: String

    @Option(help: ArgumentHelp("Set one key of its JSON, and keep the others.", valueName: "key"))
    var key: String?

    mutating func validate() throws {
        if name.isEmpty { throw ValidationError("the name of the secret is empty") }
        if key == "" { throw ValidationError("the key is empty") }
    }

    func run() async throws {
        let context = Context(options)
        let file = try context.projectFile()
        let known = NamedSecret.all(in: file)
        let session = try AWSSession(context)
        let value = try SecretInput(name: name, key: key).read()
        var wish = SecretKeeper.Wish(
            known.first { $0.name == name } ?? NamedSecret(name), value, key: key, tags: SecretNames.tags(of: file),
            known: known.map(\.name))
        wish.encryptionKey = file.infra.encryptionKeys.secrets.first
        let outcome = try await SecretKeeper(session.clients.secrets).set(wish)
        for line in SecretWords.lines(outcome, key: key, file: file.file) { context.reporter.step(line) }
        if options.json { return try StandardStream.output.write(json: SecretDocument(outcome: outcome, key: key)) }
        StandardStream.output.write(outcome.arn + "\n")
    }
}
