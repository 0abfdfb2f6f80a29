import OCI

extension Planner {
    /// A base image in a registry, as the lock has it for the platform.
    /// - Throws: ``BuildError`` `.noLock`, `.outdatedLock`.
    func lockedBase(_ request: ImageRequest, _ platform: Platform) throws -> PlannedBase {
        let what = "the base '\(request.text)'"
        guard let image = try lockOrFail().images[request.text] else { throw outdated("does not have \(what)", at: request.location) }
        guard let manifest = image.platforms[platform] else {
            throw outdated("does not have \(what) for \(platform)", at: request.location)
        }
        guard request.reference.digest == nil || request.reference.digest == image.digest else {
            throw outdated("is out of date: it has another digest for \(what)", at: request.location)
        }
        return .registry(request, manifest)
    }
}
