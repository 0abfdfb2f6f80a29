import Content
import JSON
import OCI

/// What `imgship inspect --json` prints.
struct InspectDocument: OutputDocument {
    private let value: JSONValue

    init(_ name: String, _ report: ImageReport) {
        value = .object([
            "schema": 1, "reference": .string(name), "digest": .string(report.root.digest.description),
            "mediaType": .string(report.root.mediaType.rawValue), "size": .integer(report.root.size),
            "annotations": JSONValue(report.annotations), "manifests": .array(report.parts.map(Self.part)),
            "image": report.image.map(Self.image) ?? .null,
        ])
    }

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }

    private static func part(_ part: ImageReport.Part) -> JSONValue {
        let kind: (String, Digest?) =
            switch part.kind {
            case .image: ("image", nil)
            case .attestation(let subject): ("attestation", subject)
            case .artifact: ("artifact", nil)
            }
        return .object([
            "kind": .string(kind.0), "subject": text(kind.1?.description), "platform": text(part.descriptor.platform?.description),
            "digest": .string(part.descriptor.digest.description), "size": .integer(part.descriptor.size),
            "mediaType": .string(part.descriptor.mediaType.rawValue), "artifactType": text(part.descriptor.artifactType?.rawValue),
            "annotations": JSONValue(part.descriptor.annotations),
        ])
    }

    private static func image(_ image: ImageDetails) -> JSONValue {
        .object([
            "platform": text(image.platform?.description), "digest": .string(image.descriptor.digest.description),
            "mediaType": .string(image.descriptor.mediaType.rawValue), "artifactType": text(image.manifest.artifactType?.rawValue),
            "configDigest": .string(image.manifest.config.digest.description), "created": text(image.config?.created?.description),
            "author": text(image.config?.author), "annotations": JSONValue(image.manifest.annotations), "size": .integer(image.size),
            "config": image.config.map { settings($0.config) } ?? .null, "layers": .array(image.layers.map(layer)),
        ])
    }

    private static func settings(_ config: ContainerConfig) -> JSONValue {
        .object([
            "user": text(config.user), "workdir": text(config.workingDir), "entrypoint": JSONValue(config.entrypoint),
            "cmd": JSONValue(config.cmd), "expose": JSONValue(config.exposedPorts.sorted()), "volumes": JSONValue(config.volumes.sorted()),
            "env": .array(config.env.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
            "labels": JSONValue(config.labels), "stopSignal": text(config.stopSignal), "health": config.healthcheck.map(health) ?? .null,
        ])
    }

    /// Times in nanoseconds, as the config has them.
    private static func health(_ check: Healthcheck) -> JSONValue {
        let time = { (duration: Duration?) -> JSONValue in
            guard let (seconds, attoseconds) = duration?.components else { return .null }
            // It was nanoseconds in 64 bits when it was read.
            return .integer(seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
        }
        return .object([
            "test": JSONValue(check.test), "interval": time(check.interval), "timeout": time(check.timeout),
            "startPeriod": time(check.startPeriod), "retries": check.retries.map { .integer($0) } ?? .null,
        ])
    }

    private static func layer(_ layer: ImageDetails.Layer) -> JSONValue {
        .object([
            "digest": .string(layer.descriptor.digest.description), "diffID": text(layer.diffID?.description),
            "size": .integer(layer.descriptor.size), "unpackedSize": layer.unpackedSize.map { .integer($0) } ?? .null,
            "mediaType": .string(layer.descriptor.mediaType.rawValue), "origin": text(layer.origin),
            "annotations": JSONValue(layer.descriptor.annotations),
        ])
    }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

/// What `imgship inspect --files --json` prints.
struct FilesDocument: OutputDocument {
    struct Place: Encodable {
        let path: String
        /// In bytes, uncompressed.
        let size: Int64
        /// Of the layer that brought it, or most of it.
        let layer: String
        /// How many files are below a directory; null for a file.
        let files: Int?

        /// Null, where a synthesized one would leave the key out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(path, forKey: .path)
            try container.encode(size, forKey: .size)
            try container.encode(layer, forKey: .layer)
            try container.encode(files, forKey: .files)
        }

        private enum CodingKeys: CodingKey { case path, size, layer, files }
    }

    let schema = 1
    let reference: String
    let size: Int64
    let count: Int
    let directories: [Place]
    let files: [Place]

    init(_ tree: Inspection.Files) {
        let digests = tree.layers.map(\.descriptor.digest.description)
        reference = tree.name
        size = tree.sizes.size
        count = tree.sizes.count
        directories = tree.sizes.directories.map { Place(path: $0.path, size: $0.size, layer: digests[$0.layer], files: $0.files) }
        files = tree.sizes.files.map { Place(path: $0.path, size: $0.size, layer: digests[$0.layer], files: nil) }
    }
}
