/// A hash function that OCI content may be named by.
/// - Source: image-spec v1.1 "Descriptors", registered algorithms.
package enum HashAlgorithm: String, Sendable, CaseIterable {
    case sha256
    case sha512

    /// The length of the hash in bytes.
    package var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha512: 64
        }
    }
}
