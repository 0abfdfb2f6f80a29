import ArgumentParser

struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Sets and lists the secrets that services read.",
        discussion: """
            imgship secret set llm-chat/openai --key key   # asks for the value
            imgship secret list

            Values are kept in AWS Secrets Manager, and nowhere else.
            """,
        subcommands: [SecretSetCommand.self, SecretListCommand.self])
}
