import Diagnostics
import SystemPackage

/// A system call on a file failed.
package struct FileError: UserFacingError, Equatable {
    /// What was being done, as a verb phrase: "read", "create the directory".
    package let action: String
    package let path: FilePath
    package let errno: Errno

    package init(_ action: String, _ path: FilePath, _ errno: Errno) {
        self.action = action
        self.path = path
        self.errno = errno
    }

    package var summary: String { "cannot \(action) '\(path)'" }
    package var reason: String? { "\(errno)" }

    package var hint: String? {
        switch errno {
        case .noSpace, .diskQuotaExceeded: "free some space, or put the store or the cache on another disk (--store, XDG_CACHE_HOME)"
        case .permissionDenied, .notPermitted: "check the owner and the mode of the path and of the directories above it"
        case .tooManyOpenFiles: "raise the limit on open files (ulimit -n)"
        default: nil
        }
    }
}
