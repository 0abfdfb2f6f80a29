import SystemPackage

/// Small files, whole.
package enum FileContent {
    /// The bytes of a file.
    /// - Throws: ``FileError``; `.fileTooLarge` when it has more than `limit` bytes.
    package static func read(_ path: FilePath, limit: Int) throws -> [UInt8] {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            return try descriptor.closeAfter {
                var bytes: [UInt8] = []
                var block = [UInt8](repeating: 0, count: 64 << 10)
                while true {
                    let count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                    if count == 0 { return bytes }
                    bytes += block[..<count]
                    if bytes.count > limit { throw Errno.fileTooLarge }
                }
            }
        } catch let error as Errno {
            throw FileError("read", path, error)
        }
    }

    /// The bytes of a file; nil when there is none.
    /// - Throws: as ``read(_:limit:)``.
    package static func readIfPresent(_ path: FilePath, limit: Int) throws -> [UInt8]? {
        do {
            return try read(path, limit: limit)
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            return nil
        }
    }
}
