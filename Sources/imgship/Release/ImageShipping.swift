import Build
import Configuration
import Content
import Diagnostics
import Registry
import Release

/// Builds and pushes the images that services need: the first two thirds of `ship`.
struct ImageShipping {
    let context: Context
    let options: ShippingOptions

    /// - Parameter services: of the file; all of them when empty.
    /// - Returns: what became of each image.
    /// - Throws: as building and pushing do.
    @discardableResult func ship(for services: [String]) async throws -> [ImagePush.Outcome] {
        let project = try context.project()
        let images = Self.images(of: services.isEmpty ? project.file.services.keys.sorted() : services, in: project.file)
        guard !images.isEmpty else {
            context.reporter.step("no image of this project is in these services")
            return []
        }
        var settings = BuildSettings(epoch: try context.epoch(), threads: try context.threads())
        settings.isLocked = context.isCI
        let plans = try Planner(project, settings, reporter: context.reporter).plan(images)
        let choice = TagChoice(asked: options.tag, setsLatest: false, directory: project.directory, programs: context.programs)
        let selection = PushSelection(file: project.file, destination: nil, reporter: context.reporter)
        let pushes = try await selection.planned(BuildPush.names(of: plans), choice)
        let creation = options.createRepository ? RepositoryCreation.Settings(scansOnPush: false, hasImmutableTags: false) : nil
        let work = BuildPush(context: context, project: project, settings: settings, creation: creation, isInsecure: options.insecure)
        return try await work.run(plans, pushes)
    }

    /// The images of the project that services have containers of, sorted.
    static func images(of services: [String], in file: ProjectFile) -> [String] {
        ReleaseComposer.images(of: services.compactMap { file.services[$0] }).compactMap { image in
            if case .built(let name) = image { name } else { nil }
        }.sorted()
    }
}
