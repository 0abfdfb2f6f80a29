import AWS

/// Looks at what services stand on: the project's own stack, and the network where that is the account's default one.
package struct GroundCheckup: Sendable {
    private let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// - Parameters:
    ///   - stack: its name.
    ///   - needsDefaultVPC: whether the tasks go into the account's default network.
    /// - Throws: `CancellationError`.
    package func run(stack: String, needsDefaultVPC: Bool) async throws -> [CheckupLine] {
        var lines = [try await look(atStack: stack)]
        if needsDefaultVPC { lines.append(try await network()) }
        return lines
    }

    private func look(atStack name: String) async throws -> CheckupLine {
        let subject = "stack \(name)"
        return try await .asking(subject) {
            guard let stack = try await CloudFormationClient(client).describeStack(name), let status = stack.status else {
                return CheckupLine(subject, .doubtful, "it is not there", remedy: "`imgship infra apply` makes it")
            }
            let words = status.lowercased().split(separator: "_").joined(separator: " ")
            let why = stack.statusReason.map { ": \($0)" } ?? ""
            if stack.isInProgress { return CheckupLine(subject, .doubtful, words, remedy: "wait for its end") }
            if Self.stuck.contains(status) {
                return CheckupLine(
                    subject, .failed, words + why,
                    remedy: "`imgship infra plan` says what leads out of it")
            }
            // The last change was taken back: what was there before works on.
            return CheckupLine(
                subject, status == "UPDATE_ROLLBACK_COMPLETE" ? .doubtful : .ok, words + (status == "UPDATE_ROLLBACK_COMPLETE" ? why : ""))
        }
    }

    /// States in which no change set can be carried out.
    /// - Source: CloudFormation User Guide, "Stack status codes".
    private static let stuck: Set = [
        "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED", "UPDATE_FAILED", "DELETE_FAILED",
        "IMPORT_ROLLBACK_FAILED",
    ]

    private func network() async throws -> CheckupLine {
        let subject = "network"
        return try await .asking(subject) {
            let found = try await EC2Client(client).describeVPCs(EC2Filter(["is-default": ["true"]])).first
            if let id = found?.id { return CheckupLine(subject, .ok, "the default one of \(client.region), \(id)") }
            return CheckupLine(
                subject, .failed, "\(client.region) has no default network",
                remedy:
                    "aws ec2 create-default-vpc, or 'infra: {vpc: own}' in the file, or name one there: 'vpc: {id: ..., subnets: [...]}'")
        }
    }
}
