import AWS
import Diagnostics
import Release

/// Makes the roles of AWS's services that an account does not have yet.
struct LinkedRoles {
    let engine: StackEngine

    /// What is there all the same is no error.
    /// - Throws: ``GroundRefusal`` with the command, for someone who may not; nothing of the stack is made then.
    func make(_ roles: [LinkedRole]) async throws {
        let iam = IAMClient(engine.client)
        for role in roles {
            do {
                try await iam.createServiceLinkedRole(for: role.service)
            } catch let error as AWSError where error.isDenial {
                if let refusal = GroundRefusal(stack: engine.identity.name, [Self.finding(role, error)]) { throw refusal }
            } catch let error as AWSError {
                // Whoever was faster has made it.
                guard try await iam.getRole(role.name) != nil else { throw error }
                continue
            }
            engine.reporter.step("made the role \(role.name)")
        }
        // What IAM has made is not seen everywhere at once, and a cluster is among the first that a stack makes.
        // - Source: IAM User Guide, "Changes that I make are not always immediately visible".
        if !roles.isEmpty { try await engine.clock.sleep(.seconds(10)) }
    }

    private static func finding(_ role: LinkedRole, _ error: AWSError) -> ReleaseFinding {
        ReleaseFinding(
            .error, "linked-role", "the account has no role '\(role.name)', and it could not be made", why: error.summary,
            remedy: "have someone run it who may: `\(role.command)`")
    }
}
