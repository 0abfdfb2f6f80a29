import Diagnostics
import HTTP

/// A registry that refused, could not be reached, or gave something else than what it should have.
package struct RegistryError: UserFacingError, Equatable {
    package enum Code: Hashable, Sendable {
        /// No credentials, or none that the registry takes (401).
        case unauthorized
        /// Known, and not allowed (403).
        case denied
        /// There is no such manifest, tag or blob.
        case notFound
        /// There is no such repository, or the registry does not say that there is one.
        case missingRepository
        /// Asked too often, or too much at once (429).
        case rateLimited
        /// The registry does not take the content of a manifest.
        case refusedManifest
        /// The tag stands for another image and must not be moved.
        case immutableTag
        /// Bytes, or a digest, that are not what was asked for or sent.
        case wrongContent
        /// A document larger than what is read.
        case tooLarge
        /// An answer that the protocol does not know here.
        case unexpectedAnswer
        /// No answer: name, connection, TLS, time.
        case unreachable
        /// Something the protocol allows and imgship does not do.
        case unsupported
        /// A name, a file of credentials or a helper program that cannot be used.
        case invalidConfiguration
        /// A helper program that a file of credentials names is not installed.
        case missingHelper
    }

    package let code: Code
    /// What was being done, as it follows "cannot": "push the blob sha256:9f2c... to registry.example/app".
    package let action: String
    /// Registry and repository, or the registry alone.
    package let repository: String
    /// Of the request that failed.
    package let method: String?
    /// Of the answer, if there was one.
    package let status: Int?
    /// The registry's own code, as `MANIFEST_UNKNOWN`.
    package let registryCode: String?
    package let reason: String?
    package let hint: String?

    package init(
        _ code: Code, _ action: String, of repository: String, answer: Answered? = nil, reason: String? = nil, hint: String? = nil
    ) {
        self.code = code
        self.action = action
        self.repository = repository
        method = answer?.method
        status = answer?.status
        registryCode = answer?.code
        self.reason = reason
        self.hint = hint
    }

    /// The request and the answer that an error is about.
    package struct Answered: Equatable, Sendable {
        package let method: String
        package let status: Int?
        package let code: String?
    }

    package var summary: String { "cannot \(action)" }

    package var exitCode: ExitCode {
        switch code {
        case .invalidConfiguration, .missingHelper, .unsupported: .usage
        case .immutableTag: .refused
        default: .failed
        }
    }
}
