import Glibc
import SystemPackage

/// Where a path leads when every symbolic link in it is followed.
package enum RealPath {
    /// The absolute path without links, `.` and `..`.
    /// - Throws: ``FileError`` when something on the way is not there or may not be looked at.
    package static func of(_ path: FilePath) throws -> FilePath {
        guard let resolved = path.withPlatformString({ realpath($0, nil) }) else {
            throw FileError("find", path, Errno(rawValue: errno))
        }
        defer { free(resolved) }
        return FilePath(String(cString: resolved))
    }
}
