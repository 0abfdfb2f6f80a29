import Diagnostics
import HTTP

/// How one registry is spoken to; values only.
package struct RegistryPolicy: Sendable {
    package var retry = RetryPolicy()
    package var encryption = Encryption.exceptLoopback
    package var upload = UploadShape.stream
    /// How many blobs are on their way at once, at most; fewer while the registry says that it is too much.
    package var parallelTransfers = 6

    /// Told of every wait before something is tried again.
    package var reporter: any Reporter = SilentReporter()

    package init() {}

    /// Whether TLS is used.
    package enum Encryption: Sendable {
        case always
        /// Plain HTTP for what never leaves the machine.
        case exceptLoopback
        /// By request of the user: anyone in between can read and change what is sent.
        case never
    }
}

/// In which requests a blob is uploaded; every shape begins with a `POST` that opens a session.
/// - Source: distribution-spec v1.1 "Pushing blobs".
package enum UploadShape: Hashable, Sendable {
    /// One `PATCH` with everything, then an empty `PUT`.
    case stream
    /// One `PUT` with everything.
    case whole
    /// A `PATCH` for every so many bytes (more where the registry asks for it), then an empty `PUT`. One chunk is held in memory.
    case chunks(Int)
}
