import Content
import Diagnostics
import OCI
import Registry

/// Finds what a text on the command line names: an image of the local store, of a layout or archive, or of a registry.
struct ImageFinder: Sendable {
    private let context: Context
    private let access: RegistryAccess

    /// Says that a name is one of a registry, even if the store has an image of that name.
    static let registryPrefix = "docker://"

    init(_ context: Context, _ access: RegistryAccess) {
        self.context = context
        self.access = access
    }

    /// - Throws: ``ContentError``, ``RegistryError`` when there is none; ``OCIError`` for what is no name at all.
    func find(_ text: String) async throws -> FoundImage {
        if text.hasPrefix(Self.registryPrefix) { return try await inRegistry(String(text.dropFirst(Self.registryPrefix.count))) }
        if ImageLocation.isLocation(text) { return try await onDisk(try ImageLocation(text)) }
        if let store = try context.storeIfPresent(), try store.names().contains(text) {
            let image = StoredImage(try store.image(named: text), in: store.layout)
            let layers = AbsentLayers(store: store, access: BaseAccess { [access] in access }, reporter: context.reporter)
            // What an image lacks is told when it is needed.
            let content = (try? layers.content(below: image.root)) ?? store
            return FoundImage(name: text, root: image.root, content: content, place: .store(layers), scratch: nil, label: text)
        }
        // The project's own images are no images of Docker Hub. A file with mistakes does not matter here.
        if let file = try? context.projectFileIfPresent(), file.images[text] != nil {
            throw UsageError("the image '\(text)' has not been built yet", hint: "run `imgship build \(text)`")
        }
        do { return try await inRegistry(text) } catch let error as RegistryError where !text.contains("/") && error.hint == nil {
            // Who wrote a bare name may have meant the store.
            throw error.hinting("no image '\(text)' is in the local store either")
        }
    }

    private func inRegistry(_ text: String) async throws -> FoundImage {
        let reference = try ImageReference(text)
        do {
            let client = try await access.client(for: reference.domain)
            let root = try await client.manifest(ManifestName(reference), in: reference.path)
            return FoundImage(
                name: "\(reference.name)\(reference.digest == nil ? ":" : "@")\(reference.target)", root: root.descriptor,
                content: RepositoryContent(reference.path, of: client, known: [root]), place: .registry(reference, client), scratch: nil)
        } catch {
            throw await access.explained(error, for: reference.domain)
        }
    }

    private func onDisk(_ given: ImageLocation) async throws -> FoundImage {
        let scratch = context.scratchStore()
        let location = ImageLocation(given.kind, context.absolute(given.path.string), name: given.name)
        let image = try await location.image { try scratch.store() }
        return FoundImage(
            name: given.description, root: image.root, content: image.layout, place: .layout(image.layout), scratch: scratch,
            label: image.name)
    }
}
