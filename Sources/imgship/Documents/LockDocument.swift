import Packages

/// What `imgship lock --json` prints: what moved, and where the base images are.
struct LockDocument: OutputDocument {
    struct Change: Encodable {
        let name: String
        let from: String?
        let to: String?

        /// Null, where a synthesized one would leave the key out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(from, forKey: .from)
            try container.encode(to, forKey: .to)
        }

        private enum CodingKeys: CodingKey { case name, from, to }
    }

    struct Base: Encodable {
        let reference: String
        let digest: String
        let platforms: [Manifest]
    }

    struct Manifest: Encodable {
        let platform: String
        let digest: String
        let size: Int64
        let mediaType: String
    }

    let schema = 1
    let artifacts: Int
    /// Base images in registries, sorted.
    let bases: [Base]
    let changes: [Change]

    init(_ lock: Lock, _ changes: [LockChange]) {
        let sets = Array(lock.bases.values) + Array(lock.environments.values)
        artifacts = Set(sets.flatMap { $0.platforms.values.joined() }.map(\.digest)).count
        bases = lock.images.sorted { $0.key < $1.key }.map { reference, image in
            let platforms = image.platforms.sorted { $0.key < $1.key }.map { platform, manifest in
                Manifest(
                    platform: platform.description, digest: manifest.digest.description, size: manifest.size,
                    mediaType: manifest.mediaType.rawValue)
            }
            return Base(reference: reference, digest: image.digest.description, platforms: platforms)
        }
        self.changes = changes.map { Change(name: $0.name, from: $0.from, to: $0.to) }
    }
}
