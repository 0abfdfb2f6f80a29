import Content
import OCI
import Registry

/// An image that was named on the command line, wherever it is.
struct FoundImage: Sendable {
    enum Place: Sendable {
        case registry(ImageReference, RegistryClient)
        case layout(LayoutDirectory)
        /// The project's store, which need not have every layer.
        case store(AbsentLayers)
    }

    /// As the user named it, in full.
    let name: String
    let root: Descriptor
    let content: any BlobSource
    let place: Place
    /// Holds what an archive was unpacked into.
    let scratch: ScratchStore?

    var reader: ImageReader { ImageReader(name, in: content) }

    /// The layout that has all of it; nil when parts have to be fetched.
    func wholeLayout(below root: Descriptor) throws -> LayoutDirectory? {
        switch place {
        case .registry: nil
        case .layout(let layout): layout
        case .store(let layers): try layers.store.absentLayers(below: root).isEmpty ? layers.store.layout : nil
        }
    }

    /// What a copy of it is called where the user gives no name.
    /// - Parameter isDocker: whether the name is for docker, which wants all of a reference.
    func defaultName(isDocker: Bool) -> String {
        switch place {
        case .registry(let reference, _):
            isDocker ? reference.pinned(to: nil).familiar : reference.tag ?? (reference.digest == nil ? "latest" : reference.path)
        case .layout, .store: label ?? "latest"
        }
    }

    /// The name that it has in its layout.
    var label: String?
}
