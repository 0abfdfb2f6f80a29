import Diagnostics
import OCI
import Packages

extension Locker {
    /// Every base image of the file, as its registry has it now or as the lock held it.
    func resolveImages(_ update: Update) async throws -> [String: LockedImage] {
        var images: [String: LockedImage] = [:]
        for (request, platforms) in try ImageRequest.all(in: project.file) {
            let old = project.lock?.images[request.text]
            images[request.text] = try await resolve(request, platforms, held: Self.mayMove(request, update) ? nil : old)
        }
        return images
    }

    private static func mayMove(_ request: ImageRequest, _ update: Update) -> Bool {
        guard case .named(let names) = update else { return true }
        return names.contains(where: request.isCalled)
    }

    /// - Parameter old: where the image has to stay; platforms that are new are looked for there.
    private func resolve(_ request: ImageRequest, _ platforms: [Platform], held old: LockedImage?) async throws -> LockedImage {
        if let old, platforms.allSatisfy({ old.platforms[$0] != nil }) {
            return LockedImage(digest: old.digest, platforms: old.platforms.filter { platforms.contains($0.key) })
        }
        let clock = ContinuousClock.now
        let reference = old.map { request.reference.pinned(to: $0.digest) } ?? request.reference
        let found = try await request.locating { try await registries.resolve(reference, for: platforms) }
        for (_, image) in found.images.sorted(by: { $0.key < $1.key }) { try image.checkLayers(of: request) }
        reporter.step(
            "locked base '\(request.text)'  \(found.root)  \(platforms.map(\.description).joined(separator: ", "))  "
                + "\(ElapsedTime(ContinuousClock.now - clock))")
        return LockedImage(digest: found.root, platforms: found.images.mapValues(\.descriptor))
    }
}
