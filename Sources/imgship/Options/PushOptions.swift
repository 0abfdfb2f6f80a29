import ArgumentParser

/// Options of every verb that pushes images: where to, under which names, and into what repositories.
struct PushOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Push below HOST/PATH, or one image as HOST/PATH:TAG; overrides the file.", valueName: "repository"))
    var to: String?

    @Option(help: ArgumentHelp("Set this tag (may be repeated).", valueName: "tag"))
    var tag: [String] = []

    @Flag(help: "Set the tag 'latest' as well.")
    var latest = false

    @Option(help: ArgumentHelp("Write the digests to a file, one line an image.", valueName: "path"))
    var digestFile: String?

    @Option(help: ArgumentHelp("Write REPOSITORY@DIGEST to a file, one line an image.", valueName: "path"))
    var referenceFile: String?

    @Flag(help: "Make the repository if it is missing (Amazon ECR).")
    var createRepository = false

    @Flag(help: "With --create-repository: search images for known weaknesses when they are pushed.")
    var scanOnPush = false

    @Flag(help: "With --create-repository: let no tag be moved.")
    var immutableTags = false

    mutating func validate() throws {
        if scanOnPush || immutableTags, !createRepository {
            throw ValidationError("--scan-on-push and --immutable-tags are for repositories that --create-repository makes")
        }
    }

    /// An option that was given, as it was typed; nil when none was.
    var given: String? {
        if to != nil { return "--to" }
        if !tag.isEmpty { return "--tag" }
        if latest { return "--latest" }
        if digestFile != nil { return "--digest-file" }
        if referenceFile != nil { return "--reference-file" }
        return createRepository ? "--create-repository" : nil
    }

    /// The files that a push writes for programs.
    var files: PushReport.Files { PushReport.Files(digests: digestFile, references: referenceFile) }

    /// How repositories that are missing are made; nil when they are not.
    var creation: RepositoryCreation.Settings? {
        createRepository ? RepositoryCreation.Settings(scansOnPush: scanOnPush, hasImmutableTags: immutableTags) : nil
    }

    /// The tags that these options choose.
    func tags(_ context: Context) -> TagChoice {
        TagChoice(
            asked: tag, setsLatest: latest, directory: context.absolute(context.options.file).removingLastComponent(),
            programs: context.programs)
    }
}
