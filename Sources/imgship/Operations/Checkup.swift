import AWS
import Bytes
import Configuration
import Diagnostics
import Release

/// All that `imgship doctor` looks at: AWS, and the registry of the project if there is one.
struct Checkup {
    let context: Context
    let services: ServiceOptions

    /// - Throws: what is wrong with the file; `CancellationError`.
    func run() async throws -> [CheckupLine] {
        let file = try context.projectFileIfPresent()
        var lines = file.map { [CheckupLine("file \($0.file)", .ok, Self.content(of: $0))] } ?? []
        lines += try await aws()
        if let registry = file?.registry { lines.append(try await RegistryCheckup(context: context, registry: registry).run()) }
        return lines
    }

    private func aws() async throws -> [CheckupLine] {
        do {
            let session = try AWSSession(context)
            return try await AWSCheckup(session.client, clock: session.clock).run(clusters: try clusters(session))
        } catch let error as AWSError {
            return [CheckupLine("AWS", .failed, error.summary + (error.reason.map { ": \($0)" } ?? ""), remedy: error.hint)]
        }
    }

    private func clusters(_ session: AWSSession) throws -> [String] {
        guard let file = try context.projectFileIfPresent(), !file.services.isEmpty else { return services.cluster.map { [$0] } ?? [] }
        return Set(try ServiceSelection(context, services, session).many([]).map(\.cluster)).sorted()
    }

    private static func content(of file: ProjectFile) -> String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        return "\(count(file.images.count, "image")), \(count(file.services.count, "service"))"
    }
}
