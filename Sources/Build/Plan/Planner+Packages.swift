import Archive
import Bytes
import Configuration
import Diagnostics
import Layers
import OCI
import Packages
import SystemPackage

extension Planner {
    /// The one layer of a base made of Debian packages.
    func debianLayer(of name: String, _ platform: Platform, _ compression: Compression) throws -> LayerPlan {
        guard let request = BaseRequest(name, in: project.file) else {
            throw BuildError(.unsupportedBase, "the base '\(name)' has no release", at: project.file.bases[name]?.origin.location)
        }
        let lock = try lockOrFail()
        let packages = try locked(lock.bases[name], request.digest, "the base '\(name)'", platform)
        let users = project.file.lineage(ofBase: name).reduce(into: [:]) { $0.merge($1.users) { $1 } }.mapValues(DebianUser.init)
        let latestTime = settings.epoch ?? lock.time
        var print = Fingerprint()
        print.add("layer", "debian 1")
        print.add("compression", compression.implementation)
        print.add("latest time", latestTime)
        print.add("release", request.release)
        print.add("packages", each: packages.map { "\($0.name) \($0.digest)" })
        print.add("users", each: users.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        let reporter = reporter
        return LayerPlan(
            origin: "debian: \(packages.count) packages of \(request.release)", key: print.digest, compression: compression,
            latestTime: latestTime,
            artifacts: packages, newestChange: nil,
            source: { files in
                let found = try packages.map { DebianPackage($0, file: try Self.file(of: $0, files)) }
                return try DebianBase(found, users: users, reporter: reporter)
            })
    }

    /// The layers of a virtual environment: heavy wheels alone, small ones together; and the check that no two wheels bring one file.
    func pythonLayers(
        _ set: PythonSet, _ python: PythonSpec, _ platform: Platform, _ compression: Compression
    ) throws -> ([LayerPlan], LayerCheck) {
        let wheels = try locked(set.locked, set.request.digest, "the Python packages of image '\(set.image)'", platform)
        let environment = try VirtualEnvironment(
            path: python.venv, interpreter: try interpreter(of: set, python, platform), requested: set.request.requestedPackages)
        let latestTime = settings.epoch ?? VirtualEnvironment.defaultTime
        let layers = WheelGrouping.plan(wheels).map { group in
            var print = Fingerprint()
            print.add("layer", "wheels 1")
            print.add("compression", compression.implementation)
            print.add("latest time", latestTime)
            print.add("inputs", group.inputs(in: environment))
            return LayerPlan(
                origin: "python: " + group.description, key: print.digest, compression: compression, latestTime: latestTime,
                artifacts: group.wheels,
                newestChange: nil,
                source: { files in
                    let found = try group.wheels.map { Wheel($0, at: try Self.file(of: $0, files)) }
                    return WheelLayer(environment, wheels: found, includesSkeleton: group.includesSkeleton)
                })
        }
        let check = LayerCheck(layers: Set(layers.map(\.key)), artifacts: wheels) { files in
            try WheelLayer.checkForConflicts(among: wheels.map { Wheel($0, at: try Self.file(of: $0, files)) }, in: environment)
        }
        return (layers, check)
    }

    /// The Python part of an image with what the lock has for it.
    struct PythonSet {
        let image: String
        let request: PythonRequest
        let locked: LockedSet?
    }

    func environmentSet(of image: String, _ python: PythonSpec) throws -> PythonSet {
        PythonSet(image: image, request: try PythonRequest(image, python, in: project), locked: try lockOrFail().environments[image])
    }

    private func interpreter(of set: PythonSet, _ python: PythonSpec, _ platform: Platform) throws -> PythonInterpreter {
        let inBase = BaseChain(of: set.image, in: project.file).debianBase
            .flatMap { project.lock?.bases[$0]?.platforms[platform] }.flatMap(PythonInterpreter.installed)
        return try PythonChoice(image: set.image, python, inBase: inBase).interpreter
    }

    func lockOrFail() throws -> Lock {
        if let lock = project.lock { return lock }
        throw BuildError(
            .noLock, "there is no '\(Project.lockName(of: project.file.file))'",
            hint: "run `imgship lock`, and commit the file it writes: a build takes packages from it alone")
    }

    /// What the lock has for a request, if it is what the file asks for now.
    private func locked(_ set: LockedSet?, _ request: Digest, _ what: String, _ platform: Platform) throws -> [LockedArtifact] {
        guard let set else { throw outdated("does not have \(what)") }
        guard set.request == request, let artifacts = set.platforms[platform] else {
            throw outdated("is out of date: \(what) changed in '\(project.file.file)' since")
        }
        return artifacts
    }

    /// The error that the lock does not fit the file.
    func outdated(_ how: String, at location: SourceLocation? = nil) -> BuildError {
        let name = Project.lockName(of: project.file.file)
        let hint =
            settings.isLocked
            ? "commit the '\(name)' that `imgship lock` writes, together with '\(project.file.file)'" : "run `imgship lock`"
        return BuildError(.outdatedLock, "'\(name)' \(how)", hint: hint, at: location)
    }

    private static func file(of artifact: LockedArtifact, _ files: [Digest: FilePath]) throws -> FilePath {
        // The builder fetches every artifact of a plan before it asks for the source.
        guard let file = files[artifact.digest] else { throw DownloadError(.notFound, artifact) }
        return file
    }
}

extension DebianUser {
    fileprivate init(_ spec: UserSpec) {
        self.init(id: UInt32(clamping: spec.id), group: UInt32(clamping: spec.group), home: spec.home, shell: spec.shell)
    }
}
