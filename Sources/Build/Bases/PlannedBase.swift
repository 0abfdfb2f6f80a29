import Content
import OCI

/// An image that a planned one stands on.
package enum PlannedBase: Hashable, Sendable, CustomStringConvertible {
    case onDisk(ImageLocation)
    /// With the manifest that the lock has for the platform.
    case registry(ImageRequest, Descriptor)

    package var description: String {
        switch self {
        case .onDisk(let location): location.description
        case .registry(let request, let manifest): request.reference.withoutTag.pinned(to: manifest.digest).description
        }
    }
}
