import Bytes
import OCI
import SystemPackage

/// The images of a store by name.
extension ContentStore {
    /// Gives `descriptor` the name `name`; an image that had it loses it. Other entries stay as they are.
    ///
    /// Everything the image refers to must be in the store, but for layers of which ``origins`` knows where they can be had; that is checked
    /// under the lock, so that garbage collection cannot come between.
    /// - Throws: ``ContentError`` `.missingBlob`; ``FileError``.
    package func tag(_ descriptor: Descriptor, as name: String) throws {
        var entry = descriptor
        entry.annotations[Annotations.refName] = name
        try update { index in
            _ = try absentLayers(below: descriptor)
            // In its old place when it has one: a build that changes nothing leaves the file as it is.
            let old = index.manifests.firstIndex { LayoutIndex.name(of: $0) == name }
            index.manifests.removeAll { LayoutIndex.name(of: $0) == name }
            index.manifests.insert(entry, at: min(old ?? index.manifests.count, index.manifests.count))
        }
    }

    /// Takes the name away; the blobs stay until garbage collection.
    /// - Throws: ``ContentError`` `.unknownImage`.
    package func untag(_ name: String) throws {
        try update { index in
            _ = try LayoutIndex(index, of: root.string).entry(named: name)
            index.manifests.removeAll { LayoutIndex.name(of: $0) == name }
        }
    }

    /// The names of all images, sorted.
    package func names() throws -> [String] { LayoutIndex(try layout.index(), of: root.string).names }

    /// The manifest or index that `name` stands for.
    /// - Throws: ``ContentError`` `.unknownImage`, with the names there are.
    package func image(named name: String) throws -> Descriptor { try LayoutIndex(layout.index(), of: root.string).entry(named: name) }

    /// Changes the index while nobody else does; writes it only when something changed.
    private func update(_ change: (inout ImageIndex) throws -> Void) throws {
        let ingest = try ingestDirectory()
        try locked {
            let old = try layout.index()
            var new = old
            try change(&new)
            if new != old { try ingest.publish(CanonicalJSON.encode(new), as: root.appending("index.json"), .durable) }
        }
    }
}
