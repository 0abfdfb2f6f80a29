import Build
import Configuration
import Content
import Diagnostics
import Registry
import Release

/// Builds and pushes the images that services need: the first two thirds of `ship`.
struct ImageShipping {
    let context: Context
    let tags: [String]
    let createsRepositories: Bool
    let isInsecure: Bool

    /// - Parameter services: of the file; all of them when empty.
    /// - Throws: as building and pushing do.
    func ship(for services: [String]) async throws {
        let project = try context.project()
        let images = Self.images(of: services.isEmpty ? project.file.services.keys.sorted() : services, in: project.file)
        guard !images.isEmpty else { return context.reporter.step("no image of this project is in these services") }
        try await build(images, of: project)
        try await push(images, of: project)
    }

    /// The images of the project that services have containers of, sorted.
    static func images(of services: [String], in file: ProjectFile) -> [String] {
        ReleaseComposer.images(of: services.compactMap { file.services[$0] }).compactMap { image in
            if case .built(let name) = image { name } else { nil }
        }.sorted()
    }

    private func build(_ images: [String], of project: Project) async throws {
        var settings = BuildSettings(epoch: try context.epoch(), threads: try context.threads())
        settings.isLocked = context.isCI
        let plans = try Planner(project, settings, reporter: context.reporter).plan(images)
        let sources = PackageSources(project, on: try context.machine())
        let bases = context.bases(of: project, insecure: isInsecure)
        let builder = ImageBuilder(try context.store(of: project), settings, bases: bases, reporter: context.reporter) {
            try sources.makeFetcher()
        }
        _ = try await builder.build(plans)
    }

    private func push(_ images: [String], of project: Project) async throws {
        let store = try context.store(of: project)
        let selection = PushSelection(file: project.file, store: store, destination: nil, reporter: context.reporter)
        let choice = TagChoice(asked: tags, setsLatest: false, directory: project.directory, programs: context.programs)
        var jobs: [PushJob] = []
        for name in try selection.names(images) {
            let target = try selection.target(of: name, isOnly: images.count == 1)
            jobs.append(try selection.job(name, target, tags: try await choice.tags(for: target.tag)))
        }
        let registries = isInsecure ? try jobs.map(\.target.registry) + store.origins.all().map(\.reference.domain) : []
        let access = try RegistryAccess(context, registry: project.file.registry, insecure: registries)
        let settings = createsRepositories ? RepositoryCreation.Settings(scansOnPush: false, hasImmutableTags: false) : nil
        let push = ImagePush(
            store: store, access: access, layers: AbsentLayers(store: store, access: BaseAccess { access }, reporter: context.reporter),
            repositories: RepositoryCreation(settings: settings, aws: access.sources.aws, reporter: context.reporter),
            reporter: context.reporter, now: context.now)
        _ = try await push.run(jobs)
    }
}
