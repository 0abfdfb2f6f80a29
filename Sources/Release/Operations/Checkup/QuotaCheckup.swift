import AWS
import Diagnostics

/// Looks whether the account may run as many virtual CPUs of Fargate as the services of a file ask for.
package struct QuotaCheckup: Sendable {
    private let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// - Source: Service Quotas, "AWS Fargate": "Fargate On-Demand vCPU resource count", "Fargate Spot vCPU resource count".
    private static let onDemand = (code: "L-3032A538", word: "Fargate vCPU"), spot = (code: "L-36FBB829", word: "Fargate Spot vCPU")

    /// A line for each kind that is asked for.
    /// - Throws: `CancellationError`.
    package func run(_ demand: FargateDemand) async throws -> [CheckupLine] {
        var lines: [CheckupLine] = []
        for (quota, amount) in [(Self.onDemand, demand.onDemand), (Self.spot, demand.spot)] where amount.most > 0 {
            lines.append(try await look(at: quota.code, quota.word, amount))
        }
        return lines
    }

    private func look(at code: String, _ word: String, _ amount: FargateDemand.Amount) async throws -> CheckupLine {
        let subject = "quota \(word)"
        let wanted = "the services ask for \(Self.cpus(amount.least)), and \(Self.cpus(amount.most)) at most, while they are replaced"
        do {
            guard let quota = try await ServiceQuotasClient(client).quota(code, of: "fargate")?.value else {
                return CheckupLine(subject, .doubtful, "how many are allowed is not told; \(wanted)", remedy: Self.look(code))
            }
            let allowed = Int(clamping: Int64(min(max(0, quota), 1e9) * 1024))
            let state: CheckupLine.State = amount.least > allowed ? .failed : amount.most > allowed ? .doubtful : .ok
            // What other services of the account run counts too, and only Service Quotas knows it.
            return CheckupLine(
                subject, state, "\(Self.cpus(allowed)) in all of \(client.region); \(wanted)",
                remedy: state == .ok ? nil : Self.more(code, (amount.most + 1023) / 1024))
        } catch let error as AWSError {
            // A release asks nothing of Service Quotas, and goes well without.
            return CheckupLine(subject, .doubtful, "how many are allowed is not known: \(error.summary); \(wanted)", remedy: error.hint)
        }
    }

    /// `4`, `1.5`
    private static func cpus(_ units: Int) -> String {
        let whole = units / 1024, rest = units % 1024
        if rest == 0 { return "\(whole)" }
        // Thousandths are exact enough for multiples of an eighth.
        let digits = String(1000 + rest * 1000 / 1024).dropFirst()
        return "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }

    private static func look(_ code: String) -> String {
        "aws service-quotas list-service-quotas --service-code fargate, which names \(code)"
    }

    private static func more(_ code: String, _ value: Int) -> String {
        "aws service-quotas request-service-quota-increase --service-code fargate --quota-code \(code) --desired-value \(value)"
    }
}
