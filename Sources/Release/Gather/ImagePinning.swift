import Configuration
import Diagnostics

/// Gives the images of AWS's own files their digests, and looks whether those exist that have one.
struct ImagePinning {
    private let images: any ImageFacts

    init(_ images: any ImageFacts) { self.images = images }

    /// The service with all its images pinned, and with a finding for each that is not there.
    /// - Throws: ``DefinitionError``; `CancellationError`.
    func pin(_ service: ComposedService) async throws -> ComposedService {
        let unpinned = service.unpinnedImages
        let asked = OnlineQuestions(service).images.filter { service.images[$0.key] == nil }
        var found: [String: ResolvedImage] = [:], copy = service
        for (container, reference) in asked.sorted(by: { $0.key < $1.key }) {
            do {
                if let image = try await images.resolve(.reference(reference.description)) {
                    found[container] = image
                } else {
                    copy.findings += OnlineChecks(service).image(container, platforms: nil)
                }
            } catch let error as any UserFacingError {
                let what = unpinned[container] == nil ? "is not looked at" : "is released by its tag, which may move"
                copy.findings.append(
                    ReleaseFinding(
                        .warning, "not-looked-at", service: service.name, container: container, "its image '\(reference)' \(what)",
                        why: error.summary, remedy: error.hint))
            }
        }
        copy = try copy.pinned(found.filter { unpinned[$0.key] != nil })
        copy.images.merge(found) { old, _ in old }
        for (container, image) in found.sorted(by: { $0.key < $1.key }) {
            copy.findings += OnlineChecks(copy).image(container, platforms: image.platforms)
        }
        return copy
    }
}
