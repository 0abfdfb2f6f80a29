import Bytes
import OCI
import SystemPackage

/// What garbage collection removed.
package struct RemovedBlobs: Sendable, Equatable {
    package let count: Int
    /// In bytes.
    package let size: Int64
}

extension ContentStore {
    /// Removes the blobs that no image refers to and that were written, or last taken for present, before `time` (seconds since 1970).
    ///
    /// Builds under way rely on that grace: their blobs are not referred to before they end. The documents of a base image stay while an image
    /// has one of its layers, so that the next build finds them here; with the last such image, the record of the base goes as well.
    /// - Throws: ``ContentError`` when an image cannot be read, since then nobody knows what it refers to; nothing is removed then.
    @discardableResult
    package func removeUnreferenced(olderThan time: Int64) throws -> RemovedBlobs {
        try locked {
            var kept = try referenced()
            for origin in try origins.all() {
                if origin.layers.contains(where: { kept.contains($0.digest) }) {
                    kept.formUnion(origin.documents.map(\.digest))
                } else if let recorded = try origins.time(of: origin), recorded < time {
                    try origins.remove(origin)
                }
            }
            return try removeBlobs(olderThan: time, keeping: kept)
        }
    }

    private func referenced() throws -> Set<Digest> {
        var digests: Set<Digest> = []
        for entry in try layout.index().manifests {
            digests.formUnion(try ImageTree(layout: layout).reachable(from: entry, gaps: .skip).map(\.digest))
        }
        return digests
    }

    private func removeBlobs(olderThan time: Int64, keeping digests: Set<Digest>) throws -> RemovedBlobs {
        var count = 0
        var size: Int64 = 0
        for algorithm in HashAlgorithm.allCases {
            let directory = root.appending("blobs").appending(algorithm.rawValue)
            for name in try Disk.names(in: directory) {
                // What is not named like a blob is not ours to remove.
                guard let digest = try? Digest("\(algorithm.rawValue):\(name)"), !digests.contains(digest),
                    let status = try Disk.information(directory.appending(name)), status.st_mtim.tv_sec < time
                else { continue }
                try Disk.remove(directory.appending(name))
                count += 1
                size += status.size
            }
        }
        return RemovedBlobs(count: count, size: size)
    }
}
