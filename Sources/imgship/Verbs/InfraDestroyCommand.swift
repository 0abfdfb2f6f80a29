import ArgumentParser
import Infrastructure

struct InfraDestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Deletes the stack, after naming what is lost and asking for its name.",
        discussion: """
            imgship infra destroy                                  # keeps repositories and secrets
            imgship infra destroy --with-services --with-images    # stops the services first, deletes the images last

            Refused while services stand on the stack, unless they are to go with it; services of others in its cluster are
            never touched. Repositories that are kept are taken in again by the next `imgship infra apply`.
            Exit codes: 0 done or nothing to delete, 1 failed, 5 refused, 130 interrupted.
            """)

    @OptionGroup var options: CommonOptions

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(help: "Stop and delete the project's services first.")
    var withServices = false

    @Flag(help: "Delete the repositories with all their images.")
    var withImages = false

    @Flag(help: "Delete the secrets that `imgship secret set` made; for 30 days they can be restored.")
    var withSecrets = false

    @Option(
        help: ArgumentHelp(
            "A resource that is left behind, of a stack whose deletion has failed (may be repeated).", valueName: "logical-id"))
    var retain: [String] = []

    func run() async throws {
        var wish = DestructionWish()
        (wish.withServices, wish.withImages, wish.withSecrets, wish.retained) = (withServices, withImages, withSecrets, retain)
        try await InfraFlow(Context(options), yes: yes).destroy(wish)
    }
}
