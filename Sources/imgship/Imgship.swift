import ArgumentParser

/// The root of all verbs.
struct Imgship: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imgship",
        abstract: "Takes an application from source to running on AWS Fargate, without Docker.",
        discussion: """
            imgship init     # writes a first imgship.yaml for what is in this folder
            imgship lock     # resolves packages into imgship.lock
            imgship build    # builds the images of imgship.yaml into .imgship/, with no daemon, no root, and nothing executed
            imgship push     # pushes them to the registry of imgship.yaml
            imgship release  # updates its services on ECS, follows them, and goes back when they fail
            imgship up       # all of these after init, and the stack and the secrets that services need
            """,
        version: "imgship \(Version.current)",
        groupedSubcommands: [
            // The help adds "subcommands" to each name.
            CommandGroup(
                name: "Delivery",
                subcommands: [
                    InitCommand.self, UpCommand.self, LockCommand.self, BuildCommand.self, PushCommand.self, ReleaseCommand.self,
                    InfraCommand.self, SecretCommand.self, ShipCommand.self, RollbackCommand.self,
                ]),
            CommandGroup(
                name: "Everyday",
                subcommands: [
                    StatusCommand.self, OpenCommand.self, LogsCommand.self, HistoryCommand.self, ScaleCommand.self, TaskCommand.self,
                    ExecVerb.self, PruneCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(
                name: "Image and registry",
                subcommands: [
                    InspectCommand.self, TagsCommand.self, CopyCommand.self, ExportCommand.self, LoginCommand.self, LogoutCommand.self,
                ]),
        ])
}

enum Version {
    static let current = "0.1.0"
}
