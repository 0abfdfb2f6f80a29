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
            """,
        version: "imgship \(Version.current)",
        subcommands: [
            InitCommand.self, LockCommand.self, BuildCommand.self, PushCommand.self, ExportCommand.self, InspectCommand.self,
            CopyCommand.self,
            LoginCommand.self, LogoutCommand.self, ReleaseCommand.self, RollbackCommand.self, ShipCommand.self, UpCommand.self,
            StatusCommand.self,
            OpenCommand.self,
            HistoryCommand.self, LogsCommand.self, TaskCommand.self, ScaleCommand.self, SecretCommand.self, ExecVerb.self,
            PruneCommand.self,
            InfraCommand.self, DoctorCommand.self,
        ])
}

enum Version {
    static let current = "0.1.0"
}
