import AWS
import Diagnostics
import HTTP
import HTTPTypes

/// Looks whether AWS can be used for releases: by whom, where, and at what time. Changes nothing.
package struct AWSCheckup: Sendable {
    private let client: AWSClient
    private let clients: ReleaseClients
    private let clock: RetryClock
    private let chain: CredentialChain?

    /// - Parameter chain: where the client's credentials come from, to be told; nil where that is known.
    package init(_ client: AWSClient, credentials chain: CredentialChain? = nil, clock: RetryClock = .system) {
        self.client = client
        self.chain = chain
        clients = ReleaseClients(client)
        self.clock = clock
    }

    /// - Parameters:
    ///   - clusters: those of the project.
    ///   - roles: of AWS's own services, that its services need.
    /// - Throws: `CancellationError`.
    package func run(clusters: [String], roles: [LinkedRole] = [.containers]) async throws -> [CheckupLine] {
        var lines = [CheckupLine("region", .ok, client.region.name)]
        let identity = try await identityAndClock()
        lines += identity
        // Without credentials every other call would only fail alike.
        if identity.contains(where: { $0.state == .failed }) { return lines }
        for cluster in clusters { lines.append(try await look(at: cluster)) }
        for role in roles { lines.append(try await look(for: role)) }
        return lines
    }

    private func identityAndClock() async throws -> [CheckupLine] {
        let call = AWSCall(.sts, "GetCallerIdentity", .repeatable, form: [:])
        do {
            let answer = try await client.call(call)
            let who = try await TokenService(client).callerIdentity()
            return [try await credentials(of: who)] + skew(answer.fields[.date])
        } catch let error as any UserFacingError {
            return [Self.failed("credentials", error)]
        }
    }

    /// Whose they are, where they are from, and until when.
    private func credentials(of who: TokenService.Identity) async throws -> CheckupLine {
        var words = "\(who.arn) in account \(who.account)"
        guard let chain else { return CheckupLine("credentials", .ok, words) }
        let expiration = try await chain.credentials().expiration
        if let source = await chain.source { words += ", from \(source)" }
        guard let expiration else { return CheckupLine("credentials", .ok, words) }
        words += ", until \(UTCDate(expiration).readable)"
        if await chain.isRenewed { return CheckupLine("credentials", .ok, words + ", then renewed") }
        // A rollout takes minutes.
        if expiration - clock.secondsSince1970() > 900 { return CheckupLine("credentials", .ok, words) }
        return CheckupLine("credentials", .doubtful, words, remedy: "sign in again before a release, and export the new AWS_* variables")
    }

    /// AWS refuses signatures that are more than five minutes off.
    /// - Source: AWS General Reference, "Troubleshooting Signature Version 4": five minutes.
    private func skew(_ date: String?) -> [CheckupLine] {
        guard let date, let theirs = HTTPDate.seconds(date) else { return [] }
        let ours = clock.secondsSince1970()
        let off = ours - theirs
        if abs(off) <= 5 { return [CheckupLine("clock", .ok, "as AWS's")] }
        let words = "\(abs(off)) s \(off > 0 ? "ahead of" : "behind") AWS's"
        let remedy = "set the clock of this machine: AWS refuses calls that are 5 minutes off"
        return [
            CheckupLine("clock", abs(off) > 240 ? .failed : abs(off) > 60 ? .doubtful : .ok, words, remedy: abs(off) > 60 ? remedy : nil)
        ]
    }

    private func look(at cluster: String) async throws -> CheckupLine {
        let subject = "cluster \(DeploymentWatch.shortName(cluster))"
        return try await .asking(subject) {
            guard let found = try await clients.ecs.describeClusters([cluster]).found.first else {
                return CheckupLine(
                    subject, .failed, "it is not there", remedy: "`imgship infra apply` makes the cluster of a project; or name another one"
                )
            }
            let status = found.json["status"]?.string ?? "ACTIVE"
            return CheckupLine(subject, status == "ACTIVE" ? .ok : .failed, status.lowercased())
        }
    }

    private func look(for role: LinkedRole) async throws -> CheckupLine {
        let subject = "role \(role.name)"
        return try await .asking(subject) {
            if try await clients.roles.getRole(role.name) != nil { return CheckupLine(subject, .ok, "it is there") }
            return CheckupLine(
                subject, .doubtful, "it is not there; `imgship infra apply` makes it before the stack, if the caller may",
                remedy: role.command)
        }
    }

    private static func failed(_ subject: String, _ error: any UserFacingError) -> CheckupLine {
        CheckupLine(subject, .failed, error.summary + (error.reason.map { ": \($0)" } ?? ""), remedy: error.hint)
    }
}
