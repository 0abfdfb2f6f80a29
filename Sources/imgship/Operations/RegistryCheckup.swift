import Diagnostics
import OCI
import Registry
import Release

/// Looks whether the project's registry can be reached, and whether it lets us in.
struct RegistryCheckup {
    let context: Context
    /// As the file has it: host and path.
    let registry: String

    /// - Throws: `CancellationError`.
    func run() async throws -> CheckupLine {
        let subject = "registry \(registry)"
        let host = String(registry.prefix { $0 != "/" })
        do {
            let access = try RegistryAccess(context, registry: registry)
            do {
                // Whether there is such an image does not matter: who may ask may log in.
                _ = try await access.client(for: host).resolve(.tag("latest"), in: repository)
                return CheckupLine(subject, .ok, "it lets us in")
            } catch {
                throw await access.explained(error, for: host)
            }
        } catch let error as any UserFacingError {
            let words = error.summary + (error.reason.map { ": \($0)" } ?? "")
            return CheckupLine(subject, .failed, words, remedy: error.hint ?? "log in with `imgship login \(host)`")
        }
    }

    private var repository: String {
        let path = registry.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init)
        return path ?? "imgship"
    }
}
