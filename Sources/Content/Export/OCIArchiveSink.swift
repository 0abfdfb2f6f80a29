import OCI
import SystemPackage

/// Writes an image as a tar of an OCI layout: the same image, the same bytes.
struct OCIArchiveSink: ImageSink {
    let file: FilePath

    func write(_ root: Descriptor, from layout: LayoutDirectory, as name: String) throws {
        let parts = try ImageTree(layout: layout).reachable(from: root, gaps: .refuse)
        var entry = root
        entry.annotations[Annotations.refName] = name
        let tar = try TarFile(file)
        try tar.addDirectory("blobs")
        var algorithm: String?
        for part in parts.sorted(by: { $0.digest < $1.digest }) {
            if part.digest.algorithm.rawValue != algorithm { try tar.addDirectory("blobs/\(part.digest.algorithm.rawValue)") }
            algorithm = part.digest.algorithm.rawValue
            let reader = try layout.open(part.blob)
            try tar.addFile("blobs/\(part.digest.algorithm.rawValue)/\(part.digest.hex)", size: part.size) { try reader.readBlocks($0) }
        }
        try tar.addFile("index.json", CanonicalJSON.encode(ImageIndex(manifests: [entry])))
        try tar.addFile(ImageLayout.fileName, CanonicalJSON.encode(ImageLayout()))
        try tar.publish()
    }
}
