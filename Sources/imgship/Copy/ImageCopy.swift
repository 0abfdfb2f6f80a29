import Content
import Diagnostics
import OCI
import Registry

/// Copies one image, with its digests, from anywhere to anywhere.
struct ImageCopy {
    let context: Context
    let access: CopyAccess
    /// Nil for all platforms.
    let platform: Platform?

    /// What was copied, or would be.
    struct Outcome<Result> {
        /// Where the copy is, with its digest.
        let reference: String
        let digest: Digest
        let tags: [String]
        let result: Result
    }

    /// - Throws: ``RegistryError``, ``ContentError``, ``FileError``; nothing stands under the copy's name then that is not whole.
    func run(_ source: String, to target: CopyTarget) async throws -> Outcome<PushResult> {
        let image = try await ImageFinder(context, access.source).find(source)
        switch target {
        case .registry(let reference, let tags):
            let (pusher, request) = try await push(image, reference, tags)
            let result = try await explaining(image, reference) { try await pusher.push(request) }
            return outcome(request, reference, result)
        case .disk(let place):
            let root = try await root(of: image, isSingle: place.kind == .dockerArchive)
            let result = try await explaining(image, nil) { try await write(image, root, to: place) }
            return Outcome(reference: place.description, digest: root.digest, tags: [], result: result)
        }
    }

    /// Finds out what would be copied, and changes nothing.
    func forecast(_ source: String, to target: CopyTarget) async throws -> Outcome<PushForecast> {
        let image = try await ImageFinder(context, access.source).find(source)
        switch target {
        case .registry(let reference, let tags):
            let (pusher, request) = try await push(image, reference, tags)
            return outcome(request, reference, try await explaining(image, reference) { try await pusher.forecast(request) })
        case .disk(let place):
            let root = try await root(of: image, isSingle: place.kind == .dockerArchive)
            let forecast = try await explaining(image, nil) { try await forecastWriting(image, root, to: place) }
            return Outcome(reference: place.description, digest: root.digest, tags: [], result: forecast)
        }
    }

    private func outcome<Result>(_ request: PushRequest, _ reference: ImageReference, _ result: Result) -> Outcome<Result> {
        Outcome(
            reference: "\(reference.name)@\(request.root.digest)", digest: request.root.digest, tags: request.tags, result: result)
    }

    /// The manifest or index that is copied.
    private func root(of image: FoundImage, isSingle: Bool = false) async throws -> Descriptor {
        guard platform != nil || isSingle else { return image.root }
        let found = try await image.reader.find(platform, below: image.root)
        return Descriptor(mediaType: found.mediaType, digest: found.digest, size: found.size)
    }

    private func push(_ image: FoundImage, _ reference: ImageReference, _ tags: [String]) async throws -> (RegistryPusher, PushRequest) {
        var request = PushRequest(try await root(of: image), to: reference.path, tags: tags)
        switch image.place {
        case .registry(let source, _): if source.domain == reference.domain { request.sourceRepository = source.path }
        case .store(let layers): request.mountSources = try layers.mountSources(in: reference.domain)
        case .layout: break
        }
        let pusher = RegistryPusher(try await access.target.client(for: reference.domain), from: image.content, reporter: context.reporter)
        return (pusher, request)
    }

    private func write(_ image: FoundImage, _ root: Descriptor, to given: ImageLocation) async throws -> PushResult {
        let place = ImageLocation(given.kind, context.absolute(given.path.string), name: given.name)
        let name = place.name ?? image.defaultName(isDocker: place.kind == .dockerArchive)
        if root.mediaType.isDocker, place.kind != .dockerArchive {
            context.reporter.warn(
                "the manifest is of Docker's own kind, which a layout may hold but skopeo does not find in one",
                hint: "imgship reads it; its digest stays only like this")
        }
        if place.kind == .dockerArchive {
            let leftOut = try await StoreFilling.forecast(of: root, in: image.content, over: nil).leftOut.count
            guard leftOut == 0 else {
                throw ContentError(
                    .unsupported, "'\(image.name)' cannot be a docker archive",
                    reason: "docker wants every layer, and \(leftOut) of them may not be distributed", hint: "copy it to oci-archive:FILE")
            }
        }
        if place.kind == .oci {
            let layout = try ContentStore.open(place.path, for: .exported)
            let result = try await StoreFilling(layout, from: image.content, reporter: context.reporter).copy(root, to: given.description)
            try layout.tag(root, as: name)
            return result
        }
        if let layout = try image.wholeLayout(below: root) {
            try await place.write(root, from: layout, as: name)
            return try await StoreFilling.result(of: root, in: image.content, written: given.description)
        }
        // An archive needs its layers in an order of its own; they wait beside it.
        let scratch = ScratchStore(in: place.path.removingLastComponent())
        let store = try scratch.store()
        let result = try await StoreFilling(store, from: image.content, reporter: context.reporter).copy(root, to: given.description)
        try await place.write(root, from: store.layout, as: name)
        return result
    }

    private func forecastWriting(_ image: FoundImage, _ root: Descriptor, to given: ImageLocation) async throws -> PushForecast {
        let layout = given.kind == .oci ? try? LayoutDirectory(context.absolute(given.path.string)) : nil
        return try await StoreFilling.forecast(of: root, in: image.content, over: layout)
    }

    /// Says where the credentials came from that a registry refused.
    private func explaining<Success>(
        _ image: FoundImage, _ target: ImageReference?, _ work: () async throws -> Success
    ) async throws -> Success {
        do { return try await work() } catch let error as RegistryError {
            var places = target.map { [($0, access.target)] } ?? []
            if case .registry(let reference, _) = image.place { places.append((reference, access.source)) }
            // Both may be in one registry, with credentials of their own.
            let refusing =
                places.first { error.repository == $0.0.name }
                ?? places.first { error.repository == $0.0.domain || error.repository.hasPrefix($0.0.domain + "/") }
            guard let (reference, access) = refusing else { throw error }
            throw await access.explained(error, for: reference.domain)
        }
    }
}
