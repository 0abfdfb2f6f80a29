import Bytes
import OCI

extension ProjectFile {
    /// What an image is built for: its own platforms, or else the file's.
    package func platforms(ofImage name: String) -> [Platform] {
        images[name]?.platforms ?? platforms
    }

    /// How an image's layers are compressed: its own choice, or else the file's.
    package func compression(ofImage name: String) -> Compression {
        images[name]?.compression ?? compression
    }

    /// A base and those below it, the lowest first; empty for an unknown name.
    package func lineage(ofBase name: String) -> [BaseSpec] {
        var lineage: [BaseSpec] = []
        var next: String? = name
        while let name = next, let base = bases[name], lineage.count <= bases.count {
            lineage.insert(base, at: 0)
            next = base.base
        }
        return lineage
    }

    /// The codename of the release that a base is made of.
    package func release(ofBase name: String) -> String? {
        lineage(ofBase: name).compactMap(\.debian).first
    }

    /// The platforms for which a base is needed: those of all images that stand on it, directly or through other bases or images.
    package func platforms(ofBase name: String) -> [Platform] {
        let users = images.filter { entry in
            guard case .base(let base) = entry.value.base else { return false }
            var next: String? = base
            for _ in 0...bases.count {
                if next == name { return true }
                next = next.flatMap { bases[$0]?.base }
            }
            return false
        }
        return Set(users.keys.flatMap { platforms(ofImage: $0) }).sorted()
    }

    var imageGraph: [String: [String]] {
        images.mapValues { image in
            if case .image(let parent) = image.base { [parent] } else { [] }
        }
    }
}
