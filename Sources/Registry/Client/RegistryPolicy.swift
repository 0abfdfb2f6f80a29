import Diagnostics
import HTTP

/// How one registry is spoken to; values only.
package struct RegistryPolicy: Sendable {
    package var retry = RetryPolicy()
    package var encryption = Encryption.exceptLoopback
    /// Where the registry is reached, when that is not its own host: its API is below `v2/` of this address. ``encryption`` then
    /// says nothing, since the address does.
    package var address: WebAddress?
    /// Nil to begin with what the registry is known to take best, and to change when it refuses that.
    package var upload: UploadShape?
    /// How long the registry may be silent once it has all of a blob or a manifest, before it answers: it reads it again, puts it together from
    /// parts, or is a proxy that hands it on only then.
    package var patience = Duration.seconds(300)
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
