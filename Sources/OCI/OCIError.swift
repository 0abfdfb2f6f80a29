import Diagnostics

/// A text or document that is not what the image specification says.
package struct OCIError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        case invalidDigest
        case invalidPlatform
    }

    package let code: Code
    /// The text that was refused.
    package let value: String

    package init(_ code: Code, _ value: String) {
        self.code = code
        self.value = value
    }

    package var summary: String {
        switch code {
        case .invalidDigest: "'\(value)' is not a digest"
        case .invalidPlatform: "'\(value)' is not a platform"
        }
    }

    package var hint: String? {
        switch code {
        case .invalidDigest: "a digest reads sha256: and 64 lower-case hexadecimal digits, or sha512: and 128"
        case .invalidPlatform: "a platform reads os/architecture or os/architecture/variant, as in linux/amd64 or linux/arm64/v8"
        }
    }

    package var exitCode: ExitCode { .usage }
}
