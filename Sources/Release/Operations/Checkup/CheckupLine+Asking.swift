import AWS
import Diagnostics

extension CheckupLine {
    /// What a look at AWS brings; who may not look is told which action is missing, and any other error fails.
    /// - Throws: `CancellationError`.
    static func asking(_ subject: String, _ look: () async throws -> CheckupLine) async throws -> CheckupLine {
        do {
            return try await look()
        } catch let error as AWSError where error.isDenial {
            return CheckupLine(subject, .doubtful, "not known: \(error.summary)", remedy: error.hint)
        } catch let error as any UserFacingError {
            return CheckupLine(subject, .failed, error.summary + (error.reason.map { ": \($0)" } ?? ""), remedy: error.hint)
        }
    }
}
