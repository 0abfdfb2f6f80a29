import Diagnostics

/// A wheel, a lock file or a Python setting that cannot be used.
package struct PythonError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// The wheel is not what the wheel specification says, or was damaged.
        case malformedWheel
        /// A file of the wheel does not have the hash its RECORD gives.
        case recordMismatch(path: String)
        /// Two wheels bring different files of the same name.
        case conflict(path: String, other: String)
        /// The wheel is made for another Python, C library or processor.
        case incompatibleWheel
        /// A package has no wheel for the platform.
        case noWheel
        /// uv found no solution.
        case unresolvable
        /// A requirements file or lock file does not follow its format, or lacks what is needed.
        case malformedFile
        /// A version, marker or name that is not valid.
        case invalidValue
        /// No address is known for a source.
        case unknownSource
    }

    package let code: Code
    /// The wheel, package, file or value the error is about.
    package let subject: String
    package let reason: String?
    package let hint: String?
    package let location: SourceLocation?

    package init(_ code: Code, _ subject: String, reason: String? = nil, hint: String? = nil, at location: SourceLocation? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.hint = hint
        self.location = location
    }

    package var summary: String {
        switch code {
        case .malformedWheel: "cannot use the wheel '\(subject)'"
        case .recordMismatch(let path): "the file '\(path)' in the wheel '\(subject)' is not what its RECORD says"
        case .conflict(let path, let other): "the wheels '\(subject)' and '\(other)' both bring '\(path)', with different content"
        case .incompatibleWheel: "the wheel '\(subject)' does not fit the image"
        case .noWheel: "the package '\(subject)' has no usable wheel"
        case .unresolvable: "uv cannot resolve \(subject)"
        case .malformedFile: location == nil ? "cannot use '\(subject)'" : "cannot use this: \(subject)"
        case .invalidValue: "'\(subject)' is not valid"
        case .unknownSource: "no address is known for the source '\(subject)'"
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .malformedWheel, .recordMismatch: .failed
        case .conflict, .incompatibleWheel, .noWheel, .unresolvable, .malformedFile, .invalidValue, .unknownSource: .usage
        }
    }
}
