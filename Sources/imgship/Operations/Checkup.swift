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
        lines += try await MachineCheckup(context: context).run(file)
        lines += try await aws(file)
        if let registry = file?.registry { lines.append(try await RegistryCheckup(context: context, registry: registry).run()) }
        return lines
    }

    private func aws(_ file: ProjectFile?) async throws -> [CheckupLine] {
        do {
            let session = try AWSSession(context)
            let checkup = AWSCheckup(session.client, credentials: session.access.credentials, clock: session.clock)
            let lines = try await checkup.run(clusters: try clusters(session), roles: Self.roles(file))
            // Without credentials every other call would only fail alike.
            let isKnown = !lines.contains { $0.subject == "credentials" && $0.state == .failed }
            guard isKnown, let file, !file.services.isEmpty else { return lines }
            return try await lines + ground(of: file, session)
        } catch let error as AWSError {
            return [CheckupLine("AWS", .failed, error.summary + (error.reason.map { ": \($0)" } ?? ""), remedy: error.hint)]
        }
    }

    private func ground(of file: ProjectFile, _ session: AWSSession) async throws -> [CheckupLine] {
        let stack = ServiceSelection(context, services, session).destination(of: file).stackName
        let isPlaced = file.services.values.allSatisfy { $0.network?.subnets.isEmpty == false }
        let quotas = try await QuotaCheckup(session.client).run(FargateDemand(file.services))
        return try await GroundCheckup(session.client)
            .run(stack: stack, needsDefaultVPC: file.infra.vpc == .existing(nil) && !isPlaced) + quotas
    }

    /// Those that services of AWS have in the account, for what the file asks of them.
    private static func roles(_ file: ProjectFile?) -> [LinkedRole] {
        let services = file?.services.values.map(\.self) ?? []
        let balances = services.contains { $0.loadBalancer != nil }
        let scales = services.contains { $0.scaling != nil }
        return [.containers] + (balances ? [.loadBalancing] : []) + (scales ? [.scaling] : [])
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
