import ArgumentParser

/// The verbs about the stack that services stand on.
struct InfraCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "infra", abstract: "Everything that the services stand on, as one CloudFormation stack.",
        discussion: """
            imgship infra plan        # what would change
            imgship infra apply       # makes the stack, or changes it
            imgship infra destroy     # deletes it, after naming what is lost
            imgship infra template    # prints the template, for review or for tools of your own
            imgship infra drift       # shows what somebody has changed beside the template
            imgship infra import      # says how to take what exists already into the stack
            """,
        subcommands: [
            InfraPlanCommand.self, InfraApplyCommand.self, InfraDestroyCommand.self, InfraTemplateCommand.self, InfraDriftCommand.self,
            InfraImportCommand.self,
        ])
}
