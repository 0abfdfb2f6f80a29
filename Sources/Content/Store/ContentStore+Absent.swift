import OCI

/// A layer that an image of the store has and the store has not.
package struct AbsentLayer: Hashable, Sendable {
    package let descriptor: Descriptor
    /// Images that have it; at least one.
    package let origins: [ImageReference]
}

/// Layers of base images that stay in their registry until somebody needs their bytes.
extension ContentStore {
    /// The layers below a manifest or an index that are not here, each once, with the places they can be had from.
    /// - Throws: ``ContentError`` `.missingBlob` for anything else that is not here, also for a layer that nothing is known of.
    package func absentLayers(below root: Descriptor) throws -> [AbsentLayer] {
        let absent = try ImageTree(layout: layout).reachable(from: root, gaps: .refuse).filter { try !contains($0) }
        // Most images have none: then the records are not read.
        if absent.isEmpty { return [] }
        let known = try origins.all()
        return try absent.map { part in
            let places = known.filter { $0.layers.contains { $0.blob == part.blob } }.map(\.reference)
            guard !places.isEmpty else { throw ContentError.missing(part.digest, in: self.root) }
            return AbsentLayer(descriptor: part, origins: places)
        }
    }
}
