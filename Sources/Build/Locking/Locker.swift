import Bytes
import Configuration
import Diagnostics
import HTTP
import HTTPTypes
import Layers
import OCI
import Packages
import SystemPackage

/// Resolves what the file asks for into a lock: Debian packages through apt, wheels through uv or a lock of the user's own, base images through
/// their registries.
package struct Locker: Sendable {
    /// What may leave the versions of the lock there was.
    package enum Update: Sendable, Equatable {
        /// Everything is resolved anew.
        case everything
        /// Only these packages move, and what they need, and only these base images; a name means Debian's and Python's package of that name,
        /// and images in registries with and without their tag.
        case named([String])
    }

    let project: Project
    let registries: any BaseImages
    let reporter: any Reporter
    private let machine: Machine
    private let sources: PackageSources

    /// - Throws: as ``PackageSources``.
    package init(_ project: Project, on machine: Machine, bases registries: any BaseImages, reporter: any Reporter) throws {
        self.project = project
        self.machine = machine
        self.registries = registries
        sources = try PackageSources(project, on: machine)
        self.reporter = reporter
    }

    /// The lock for the file as it is now.
    ///
    /// - Parameter now: seconds since 1970, the lock's time when any package changed; else the old lock's stays.
    /// - Throws: ``BuildError`` for a name to update that nothing has; what the resolvers throw.
    package func lock(_ update: Update, now: Int64) async throws -> Lock {
        if case .named(let names) = update { try check(names) }
        var lock = Lock(time: now)
        lock.images = try await resolveImages(update)
        for name in project.file.bases.keys.sorted() {
            guard let request = BaseRequest(name, in: project.file), !request.platforms.isEmpty else { continue }
            lock.bases[name] = try await resolve(name, request, update)
        }
        let scratch = try ScratchDirectory()
        for name in project.file.images.keys.sorted() {
            guard let python = project.file.images[name]?.python else { continue }
            lock.environments[name] = try await resolve(name, python, bases: lock.bases, update, scratch)
        }
        // The time is that of packages: a base image that moved must not change what does not stand on it.
        if let old = project.lock, old.bases == lock.bases, old.environments == lock.environments { lock.time = old.time }
        return lock
    }

    /// What the lock has for a request that is as it was, when no package of it or of another set may move.
    private func kept(_ set: LockedSet?, _ request: Digest, _ update: Update) -> LockedSet? {
        guard case .named(let names) = update, let set, set.request == request, packageNames.isDisjoint(with: names) else { return nil }
        return set
    }

    private func resolve(_ name: String, _ request: BaseRequest, _ update: Update) async throws -> LockedSet {
        if let kept = kept(project.lock?.bases[name], request.digest, update) { return kept }
        let resolver = AptResolver(
            cache: machine.cache.appending("apt"), keyring: sources.keyring, overrides: sources.debianOverrides, reporter: reporter)
        var set = LockedSet(request: request.digest, platforms: [:])
        for platform in request.platforms {
            let clock = ContinuousClock.now
            let old = project.lock?.bases[name]?.platforms[platform] ?? []
            let held: [LockedArtifact] = if case .named(let names) = update { old.filter { !names.contains($0.name) } } else { [] }
            let provided = AptRequest.standardProvided + request.provided + request.excluded
            let apt = try AptRequest(release: request.release, packages: request.packages, platform: platform, provided: provided)
            let found = try await resolver.resolve(apt, holding: held)
            set.platforms[platform] = found
            say("base '\(name)' \(platform)", found, clock)
        }
        return set
    }

    private func resolve(
        _ image: String, _ python: PythonSpec, bases: [String: LockedSet], _ update: Update, _ scratch: ScratchDirectory
    ) async throws -> LockedSet {
        let request = try PythonRequest(image, python, in: project)
        if let kept = kept(project.lock?.environments[image], request.digest, update) { return kept }
        let client = try sources.makeClient()
        let resolver = PythonResolver(sources: sources.pythonSources, scratch: scratch.path) { address in
            try await Self.size(of: address, client)
        }
        let base = BaseChain(of: image, in: project.file).debianBase
        var set = LockedSet(request: request.digest, platforms: [:])
        for platform in request.platforms {
            let clock = ContinuousClock.now
            let inBase = base.flatMap { bases[$0]?.platforms[platform] }.flatMap(PythonInterpreter.installed)
            let interpreter = try PythonChoice(image: image, python, inBase: inBase).interpreter
            // Without a Debian base the C library is not known: 2.28 is what today's wheels commonly ask for (manylinux_2_28).
            let glibc = request.release.flatMap(PythonTarget.glibcMinor) ?? 28
            let target = try PythonTarget(python: interpreter, platform: platform, glibcMinor: glibc)
            let files = (request.lock.map { [$0] } ?? request.requirements).map(\.path)
            let found = try await resolver.resolve(
                files, for: target, locked: project.lock?.environments[image]?.platforms[platform] ?? [], update: Self.update(update))
            set.platforms[platform] = found
            say("image '\(image)' \(platform)", found, clock)
        }
        return set
    }

    private func say(_ what: String, _ found: [LockedArtifact], _ clock: ContinuousClock.Instant) {
        let size = ByteCount(found.reduce(0) { $0 + $1.size })
        reporter.step("locked \(what)  \(found.count) packages  \(size)  \(ElapsedTime(ContinuousClock.now - clock))")
    }

    private func check(_ names: [String]) throws {
        let packages = packageNames
        let bases = try ImageRequest.all(in: project.file).map(\.request)
        for name in names where !packages.contains(name) && !bases.contains(where: { $0.isCalled(name) }) {
            let nearest = NearestName.suggestion(for: name, among: packages.union(bases.map(\.text)).sorted())
            throw BuildError(
                .outdatedLock, "the lock has no package or base image '\(name)' to update",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "`imgship lock` without --update resolves everything anew")
        }
    }

    /// Every package of the lock there was.
    private var packageNames: Set<String> {
        let sets = Array((project.lock?.bases ?? [:]).values) + Array((project.lock?.environments ?? [:]).values)
        return Set(sets.flatMap { $0.platforms.values.joined() }.map(\.name))
    }

    private static func update(_ update: Update) throws -> UvResolver.Update {
        guard case .named(let names) = update else { return .everything }
        return .packages(names.compactMap { try? PackageName($0) })
    }

    /// How long a wheel is whose index does not say it: what its server or the disk says, in bytes.
    private static func size(of address: String, _ client: HTTPClient) async throws -> Int64 {
        if address.hasPrefix("file://") { return try FileStatus(of: FilePath(String(address.dropFirst("file://".count)))).size }
        let answer = try await client.fetch(Request(.head, try WebAddress(address)), limit: 0).successful()
        guard let length = answer.head.contentLength else {
            throw BuildError(
                .outdatedLock, "'\(answer.head.address)' does not say how long the file is", hint: "use an index that gives sizes")
        }
        return length
    }
}
