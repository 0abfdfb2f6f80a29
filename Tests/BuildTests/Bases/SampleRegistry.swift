import Content
import OCI
import Synchronization
import TestSupport

@testable import Build

/// Images by reference, in memory: what a registry would have, and what was asked of it.
final class SampleRegistry: BaseImages {
    private struct State {
        /// By tag and by digest.
        var images: [String: Stored] = [:]
        var asked: [String] = []
    }

    private struct Stored {
        let root: Digest
        let images: [Platform: Entry]
    }

    private struct Entry {
        let image: ResolvedImage
        let config: [UInt8]
        let manifest: [UInt8]
    }

    private let state = Mutex(State())

    /// Everything that was asked, as `resolve NAME` and `fetch DIGEST`.
    var asked: [String] { state.withLock(\.asked) }

    /// Lets a reference stand for an image with one layer for each platform.
    /// - Parameter text: what is in it: another text, another image.
    func put(_ reference: String, _ text: String, platforms: [Platform] = [.linuxAMD64, .linuxARM64], layer type: MediaType = .layerGzip)
        throws
    {
        var images: [Platform: Entry] = [:]
        for platform in platforms {
            let layer = Descriptor(of: Array("\(text) \(platform)".utf8), mediaType: type)
            let config = ImageConfig(platform: platform, rootfs: RootFS(diffIDs: [layer.digest]))
            let configBytes = try CanonicalJSON.encode(config)
            let manifest = ImageManifest(config: Descriptor(of: configBytes, mediaType: .config), layers: [layer])
            let bytes = try CanonicalJSON.encode(manifest)
            let image = try ResolvedImage(descriptor: Descriptor(of: bytes, mediaType: .manifest), manifest: manifest, config: config)
            images[platform] = Entry(image: image, config: configBytes, manifest: bytes)
        }
        let reference = try ImageReference(reference)
        let stored = Stored(root: Self.root(of: text), images: images)
        state.withLock { state in
            state.images[reference.description] = stored
            state.images[reference.withoutTag.pinned(to: stored.root).description] = stored
        }
    }

    /// The digest that the image of this text has in the registry.
    static func root(of text: String) -> Digest { Digest(of: "index of \(text)".utf8) }

    func resolve(_ reference: ImageReference, for platforms: [Platform]) async throws -> ResolvedBase {
        try state.withLock { state in
            state.asked.append("resolve \(reference)")
            let key = reference.digest == nil ? reference.description : reference.withoutTag.description
            guard let stored = state.images[key], platforms.allSatisfy({ stored.images[$0] != nil }) else {
                throw ContentError(.missingPlatform, "image in '\(reference)'")
            }
            return ResolvedBase(root: stored.root, images: stored.images.mapValues(\.image).filter { platforms.contains($0.key) })
        }
    }

    func fetchDocuments(below manifest: Descriptor, of reference: ImageReference, into store: ContentStore) async throws {
        let entry = state.withLock { state in
            state.asked.append("fetch \(manifest.digest)")
            return state.images.values.flatMap(\.images.values).first { $0.image.descriptor.digest == manifest.digest }
        }
        guard let entry else { throw ContentError(.missingBlob, "\(manifest.digest)") }
        for bytes in [entry.config, entry.manifest] { try store.write(bytes) }
    }
}
