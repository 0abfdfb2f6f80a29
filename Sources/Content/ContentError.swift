import Diagnostics
import OCI
import SystemPackage

/// Content that is not there, not what its digest says, or not what was asked for.
package struct ContentError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// A blob on disk whose size or digest is wrong.
        case damagedBlob
        /// A blob that is named but not there.
        case missingBlob
        /// Bytes on their way in that are not what their descriptor says; nothing was kept.
        case wrongContent
        /// A document (index, manifest, config) that cannot be read as what it should be.
        case unreadableDocument
        /// A directory or archive that holds no images.
        case notAStore
        /// A store written by a later version.
        case newerStore
        /// A name that no image has.
        case unknownImage
        /// Several images and none named.
        case ambiguousImage
        /// An image without the platform asked for.
        case missingPlatform
        /// A text that names no place for images.
        case invalidLocation
        /// Something the format cannot hold, or that is not supported.
        case unsupported
    }

    package let code: Code
    /// What the error is about, as the summary names it.
    package let subject: String
    package let reason: String?
    package let hint: String?

    package init(_ code: Code, _ subject: String, reason: String? = nil, hint: String? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.hint = hint
    }

    package var summary: String {
        switch code {
        case .damagedBlob: "the blob \(subject) is damaged"
        case .missingBlob: "the blob \(subject) is missing"
        case .wrongContent: "the content of \(subject) is not what its name says"
        case .unreadableDocument: "cannot read \(subject)"
        case .notAStore: "'\(subject)' is not an image store"
        case .newerStore: "the store '\(subject)' was written by a newer version of imgship"
        case .unknownImage: "there is no image \(subject)"
        case .ambiguousImage: "there are several images in '\(subject)', and none is named"
        case .missingPlatform: "there is no \(subject)"
        case .invalidLocation: "'\(subject)' is not a place for images"
        case .unsupported: subject
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .damagedBlob, .missingBlob, .wrongContent, .unreadableDocument: .failed
        case .notAStore, .newerStore, .unknownImage, .ambiguousImage, .missingPlatform, .invalidLocation, .unsupported: .usage
        }
    }
}

extension ContentError {
    /// A blob at `path` that must not be trusted; `found` says what is wrong with it.
    static func damaged(at path: FilePath, _ found: String) -> ContentError {
        ContentError(
            .damagedBlob, "'\(path)'", reason: found, hint: "delete it, and make it again (`imgship build`, or copy its image anew)")
    }

    static func missing(_ digest: Digest, in root: FilePath) -> ContentError {
        ContentError(.missingBlob, "\(digest) in '\(root)'", hint: "make it again with `imgship build`, or copy its image anew")
    }
}
