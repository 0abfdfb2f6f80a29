import Bytes
import OCI

/// One image of a layout directory (or of an archive whose blobs were put into one).
package struct LayoutSource: ImageSource {
    package let name: String
    private let layout: LayoutDirectory
    /// The manifests and indexes that may hold the image.
    private let roots: [Descriptor]

    private static let depthLimit = 8

    /// - Parameter reference: the image's name in the index; nil for the only one there is. Entries without names that are for different
    ///   platforms are one image.
    /// - Throws: ``ContentError`` `.unknownImage`, `.ambiguousImage`.
    init(_ name: String, layout: LayoutDirectory, index: ImageIndex, reference: String?) throws(ContentError) {
        self.name = name
        self.layout = layout
        let platforms = Set(index.manifests.compactMap(\.platform))
        let isOneImage = platforms.count == index.manifests.count && index.manifests.allSatisfy { LayoutIndex.name(of: $0) == nil }
        if reference == nil, isOneImage, platforms.count > 1 {
            roots = index.manifests
        } else {
            roots = [try LayoutIndex(index, of: name).entry(named: reference)]
        }
    }

    package func image(for platform: Platform) async throws -> ResolvedImage {
        try await BlockingThread.run { try find(platform) }
    }

    package func copy(_ blob: Descriptor, into store: ContentStore) async throws {
        try await BlockingThread.run { try store.copy(blob, from: layout) }
    }

    /// The image for `platform`; with nil, the only one there is.
    /// - Throws: ``ContentError`` `.missingPlatform` with the platforms there are.
    func find(_ platform: Platform?) throws -> ResolvedImage {
        let manifests = try roots.flatMap { try self.manifests(below: $0, depth: 0) }
        guard let platform else { return try only(of: manifests) }
        let chosen: Descriptor
        do { chosen = try ImageIndex(manifests: manifests).manifest(for: platform) } catch { throw missing(platform, error.reason) }
        let image = try resolve(chosen)
        guard image.config.platform.matches(platform) else { throw missing(platform, "its config says '\(image.config.platform)'") }
        return image
    }

    private func only(of manifests: [Descriptor]) throws -> ResolvedImage {
        // Attestations stand in an index as images for a platform that is none.
        let images = manifests.filter { $0.platform?.os != "unknown" }
        guard images.count == 1, let first = images.first else {
            let platforms = images.compactMap(\.platform?.description).sorted().joined(separator: ", ")
            throw ContentError(
                .missingPlatform, "single image in '\(name)'", reason: "it is for \(platforms)", hint: "name one with --platform")
        }
        return try resolve(first)
    }

    private func missing(_ platform: Platform, _ reason: String?) -> ContentError {
        ContentError(.missingPlatform, "image for '\(platform)' in '\(name)'", reason: reason)
    }

    /// The manifests of images below a manifest or an index, in their order.
    private func manifests(below node: Descriptor, depth: Int) throws -> [Descriptor] {
        guard node.mediaType.isIndex else { return [node] }
        guard depth < Self.depthLimit, case .index(let index) = try layout.manifest(node) else {
            throw ContentError(.unreadableDocument, "\(node.digest)", reason: "indexes are nested more than \(Self.depthLimit) deep")
        }
        return try index.manifests.flatMap { try manifests(below: $0, depth: depth + 1) }
    }

    private func resolve(_ descriptor: Descriptor) throws -> ResolvedImage {
        // The name is its place's, not the image's.
        var descriptor = descriptor
        descriptor.annotations[Annotations.refName] = nil
        return try layout.image(descriptor)
    }
}

extension ContentStore {
    /// Puts a blob of another layout into this one, verified; does nothing when it is there.
    /// - Throws: ``ContentError`` `.missingBlob`, `.damagedBlob`, `.wrongContent`; ``FileError``.
    func copy(_ descriptor: Descriptor, from other: LayoutDirectory) throws {
        if keep(descriptor.blob) { return }
        let reader = try other.open(descriptor.blob)
        var writer = try writer(expecting: BlobExpectation(digest: descriptor.digest, size: descriptor.size, origin: "'\(other.root)'"))
        while true {
            let block = try reader.next()
            if block.isEmpty { break }
            try writer.write(block.span.bytes)
        }
        _ = try writer.finish()
    }
}
