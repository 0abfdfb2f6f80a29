import OCI
import SystemPackage

/// Adds an image to an OCI layout directory, or makes one; images of other names in it stay.
struct LayoutSink: ImageSink {
    let directory: FilePath

    func write(_ root: Descriptor, from layout: LayoutDirectory, as name: String) throws {
        let target = try ContentStore.open(directory, for: .exported)
        for part in try ImageTree(layout: layout).reachable(from: root, gaps: .refuse) { try target.copy(part, from: layout) }
        try target.tag(root, as: name)
    }
}
