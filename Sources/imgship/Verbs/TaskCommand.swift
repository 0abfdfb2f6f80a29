import ArgumentParser

struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Runs one-off tasks.",
        discussion: """
            imgship task run backend -- python manage.py migrate
            """,
        subcommands: [TaskRunCommand.self])
}
