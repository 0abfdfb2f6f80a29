import Bytes
import OCI
import SystemPackage

/// What a build is told besides the file.
package struct BuildSettings: Sendable {
    /// Overrides the file's; nil for what the file says.
    package var platforms: [Platform]?
    package var compression: Compression?
    /// `SOURCE_DATE_EPOCH`: the latest modification time in layers and the time of creation. Seconds since 1970.
    package var epoch: Int64?
    /// Threads to use, at least 1; the bytes do not depend on it.
    package var threads: Int
    /// Whether layers made before are made again and compared.
    package var verifies: Bool
    /// Whether nobody is there to run `imgship lock`: an error about the lock then says what should have been committed.
    package var isLocked = false
    /// Annotations on every image's manifest, over those of the file.
    package var annotations: [String: String]

    package init(
        platforms: [Platform]? = nil, compression: Compression? = nil, epoch: Int64? = nil, threads: Int = 2, verifies: Bool = false,
        annotations: [String: String] = [:]
    ) {
        self.platforms = platforms
        self.compression = compression
        self.epoch = epoch
        self.threads = threads
        self.verifies = verifies
        self.annotations = annotations
    }
}
