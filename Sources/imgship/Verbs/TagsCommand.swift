import ArgumentParser
import Terminal

struct TagsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tags", abstract: "Lists the tags of a repository, 1.9 before 1.10.",
        discussion: """
            imgship tags ghcr.io/team/app
            imgship tags backend                    # an image of imgship.yaml, in the project's registry
            imgship tags docker.io/library/python | grep slim

            One tag a line. What a tag stands for, `imgship inspect REPOSITORY:TAG` says.
            """)

    @OptionGroup var options: CommonOptions

    @Argument(help: ArgumentHelp("A repository with its registry, or an image of the project.", valueName: "repository"))
    var repository: String

    @Flag(help: "Let the registry be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false

    func run() async throws {
        let context = Context(options)
        let query = try TagQuery(repository, context.projectFileIfPresent())
        let name = query.repository.name
        let access = try context.registryAccess(for: [name], insecure: insecure)
        let tags = try await query.run(access)
        if options.json { return try StandardStream.output.write(json: TagsDocument(repository: name, tags: tags)) }
        StandardStream.output.write(tags.map { $0 + "\n" }.joined())
    }
}
