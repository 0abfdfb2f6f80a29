import Build
import Bytes
import Configuration
import Content
import OCI
import Registry
import Release

/// Images for a simulation: as they were built here, else made up, the same in every run. No registry is asked.
struct InventedImages: ImageFacts {
    /// Nil where there is no project file.
    let file: ProjectFile?
    /// Nil where nothing has been built.
    let store: ContentStore?
    /// Where images are said to be that no registry is named for.
    let registry: String

    /// The tag of what was not pushed.
    private static let tag = "simulated"

    func resolve(_ image: ImageSelection) async throws -> Release.ResolvedImage? {
        switch image {
        case .built(let name): return try built(name)
        case .reference(let text):
            let reference = try ImageReference(text)
            return Release.ResolvedImage(reference.pinned(to: reference.digest ?? Digest(of: text.utf8)))
        }
    }

    private func built(_ name: String) throws -> Release.ResolvedImage {
        let target = try PushTarget(name, below: file?.registry ?? registry)
        let root = try? store?.image(named: name)
        let push = store?.pushes.last(of: name).flatMap { $0.repository == target.name && $0.digest == root?.digest ? $0 : nil }
        let reference = try ImageReference("\(target.name):\(push?.tags.first ?? Self.tag)")
        if let store, let root, let images = try? store.images(below: root), let first = images.first {
            return Release.ResolvedImage(
                reference.pinned(to: root.digest), platforms: images.map(\.config.platform), config: first.config.config)
        }
        let spec = file?.images[name]
        return Release.ResolvedImage(
            reference.pinned(to: Digest(of: "\(name) as it was never built".utf8)), platforms: spec?.platforms ?? file?.platforms ?? [],
            config: try spec.map { try ContainerConfigComposer.config(of: $0.config) })
    }

    /// What ran before, in place of an image: another one of the same repository.
    static func predecessor(of image: ImageReference) throws -> ImageReference {
        try image.tagged("before").pinned(to: Digest(of: "\(image.name) as it was before".utf8))
    }
}
