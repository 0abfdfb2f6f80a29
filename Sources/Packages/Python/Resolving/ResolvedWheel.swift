import OCI

/// A wheel that was chosen for a platform; its size may still have to be asked for.
struct ResolvedWheel: Hashable, Sendable {
    let file: WheelFileName
    /// Where it is at this moment; not written to the lock.
    let address: String?
    /// In bytes; nil where the index does not say.
    let size: Int64?
    let digest: Digest

    var name: PackageName { file.name }
    /// As the file name writes it, which for a wheel is the normalised form.
    var version: String { file.version.description }
}

/// Finds out the size of a wheel whose index does not give it: in bytes, from its address, by a HEAD request or by fetching it.
package typealias WheelSizeLookup = @Sendable (_ address: String) async throws -> Int64
