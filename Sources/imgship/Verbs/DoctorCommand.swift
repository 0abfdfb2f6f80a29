import AWS
import ArgumentParser
import Diagnostics
import Release
import Terminal

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks whether all that releases need is there, and says what to do where it is not.",
        discussion: """
            imgship doctor          # this machine, credentials, region, cluster, roles, quotas, registry: one line each
            imgship doctor --iam    # the policy that allows all that imgship does for this project, and nothing else
            imgship doctor --iam --for push --for release   # of some commands alone

            Changes nothing. What the credentials may not ask is a warning that names the action. Ends with 1 when something would fail.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var place: ServiceOptions

    @Flag(help: "Print the least a policy must allow, as IAM takes it.")
    var iam = false

    @Option(name: .customLong("for"), help: ArgumentHelp("With --iam: for that command; may be repeated.", valueName: "command"))
    var users: [Permission.User] = []

    mutating func validate() throws {
        if !users.isEmpty, !iam { throw ValidationError("--for belongs to --iam") }
    }

    func run() async throws {
        let context = Context(options)
        if iam { return try await printPolicy(context) }
        let lines = try await Checkup(context: context, services: place).run()
        if options.json {
            try StandardStream.output.write(json: CheckupDocument(lines: lines))
        } else {
            StandardStream.output.write(lines: CheckupText(lines: lines).text(hasColor: context.outputStyle.hasColor))
        }
        if lines.contains(where: { $0.state == .failed }) { throw ProgramEnd(code: Diagnostics.ExitCode.failed.rawValue) }
    }

    private func printPolicy(_ context: Context) async throws {
        let session = try AWSSession(context)
        let file = try context.projectFile()
        let account = try await TokenService(session.client).callerIdentity().account
        let destination = ServiceSelection(context, place, session).destination(of: file, account: account)
        let scope = try ProjectScope(file, to: destination, read: context.definition).permissions
        let policy = PermissionCatalog.policy(for: users.isEmpty ? Set(Permission.User.allCases) : Set(users), in: scope)
        StandardStream.output.write((options.json ? policy.json.text() : policy.text) + "\n")
    }
}

extension Permission.User: ExpressibleByArgument {}
