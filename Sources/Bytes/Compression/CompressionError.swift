import Diagnostics

/// A compressor refused its work; only lack of memory leads here.
package struct CompressionError: UserFacingError, Equatable {
    package let codec: String
    package let message: String

    package var summary: String { "cannot compress with \(codec)" }
    package var reason: String? { message }
}
