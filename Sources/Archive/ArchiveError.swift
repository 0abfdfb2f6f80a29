import Diagnostics

/// An archive that cannot be read, or an entry that cannot be written.
package struct ArchiveError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// A path that leaves the root or holds a NUL.
        case unsafePath
        /// A name that is not UTF-8.
        case invalidName
        /// The archive is truncated, damaged or of no known format.
        case unreadable
        /// libarchive refused the entry.
        case unwritable
    }

    package let code: Code
    /// The archive, or the path inside it.
    package let subject: String
    /// libarchive's own words.
    package let reason: String?

    package init(_ code: Code, subject: String, reason: String? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    package var summary: String {
        switch code {
        case .unsafePath: "the path '\(subject)' leaves the root of its archive"
        case .invalidName: "the name '\(subject)' is not valid UTF-8"
        case .unreadable: "cannot read the archive '\(subject)'"
        case .unwritable: "cannot write '\(subject)' to the archive"
        }
    }
}
