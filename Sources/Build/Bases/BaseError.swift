import Diagnostics

/// What went wrong with a base image, at the place where the file names it.
package struct BaseError: UserFacingError {
    package let cause: any UserFacingError
    package let location: SourceLocation?

    package var summary: String { cause.summary }
    package var reason: String? { cause.reason }
    package var hint: String? { cause.hint }
    package var exitCode: ExitCode { cause.exitCode }
}

extension ImageRequest {
    /// Runs `work`, and gives its errors the place of this base, unless they have one.
    func locating<Success: Sendable>(_ work: () async throws -> Success) async throws -> Success {
        do { return try await work() } catch let error as any UserFacingError where error.location == nil {
            throw BaseError(cause: error, location: location)
        }
    }
}
