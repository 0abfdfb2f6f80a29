import Diagnostics

/// A text or document that is not what the image specification says.
package struct OCIError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        case invalidDigest
        case invalidMediaType
        case invalidPlatform
        case invalidReference
        case invalidTimestamp
        case invalidVariable
        /// A JSON document that is malformed, or against the specification; ``value`` is its name, as "image manifest".
        case invalidDocument
        /// An index that has nothing for the platform asked for; ``value`` is the platform.
        case platformNotFound
    }

    package let code: Code
    /// The text that was refused, or the name of the document.
    package let value: String
    /// What is wrong with it, and where.
    package let reason: String?

    package init(_ code: Code, _ value: String, reason: String? = nil) {
        self.code = code
        self.value = value
        self.reason = reason
    }

    package var summary: String {
        switch code {
        case .invalidDigest: "'\(value)' is not a digest"
        case .invalidMediaType: "'\(value)' is not a media type"
        case .invalidPlatform: "'\(value)' is not a platform"
        case .invalidReference: "'\(value)' is not an image reference"
        case .invalidTimestamp: "'\(value)' is not a date and time"
        case .invalidVariable: "'\(value)' is not an environment variable"
        case .invalidDocument: "the \(value) is not valid"
        case .platformNotFound: "the image is not made for '\(value)'"
        }
    }

    package var hint: String? {
        switch code {
        case .invalidDigest: "a digest reads sha256: and 64 lower-case hexadecimal digits, or sha512: and 128"
        case .invalidPlatform: "a platform reads os/architecture or os/architecture/variant, as in linux/amd64 or linux/arm64/v8"
        case .invalidReference:
            "a reference reads [registry/]repository[:tag][@digest], as in python:3.12 or registry.example:5000/team/app@sha256:..."
        case .invalidTimestamp: "a date and time reads as in RFC 3339: 2025-03-01T12:30:00Z"
        case .invalidVariable: "a variable reads NAME=value"
        case .invalidMediaType, .invalidDocument, .platformNotFound: nil
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .invalidDocument: .failed
        default: .usage
        }
    }
}
