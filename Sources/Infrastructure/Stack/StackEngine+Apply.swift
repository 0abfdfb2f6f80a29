import AWS
import Diagnostics
import JSON

/// What a stack is after it was applied.
package struct AppliedStack: Sendable {
    package let planned: PlannedStack
    /// By their names in the template.
    package let outputs: [String: String]
}

extension StackEngine {
    /// Brings the stack to what the file says: follows what is under way, clears what a failure left, plans, asks, carries out.
    ///
    /// Cancelling it leaves CloudFormation at work; a further call picks that up.
    /// - Parameters:
    ///   - skipped: logical ids that are left as they are where an update has to be taken back first.
    ///   - consent: asked before anything is changed.
    /// - Throws: ``StackFailure``, ``StackRefusal``, `GroundRefusal`, ``InfrastructureError``; what `consent` throws.
    package func apply(skipping skipped: [String] = [], consent: StackConsent) async throws -> AppliedStack {
        let stack = try await settled(skipping: skipped, consent)
        let planned = try await StackPlanner(self).plan(stack)
        if !planned.isEmpty {
            do {
                try await consent(.carryOut(planned))
                try await LinkedRoles(engine: self).make(planned.missingRoles)
            } catch {
                await discardInAnyCase(planned.changeSet, ofNewStack: planned.madeStack)
                throw error
            }
            try await run(planned.isNew ? .create : .update, of: planned.stackID ?? identity.name) {
                try await stacks.executeChangeSet(planned.changeSet, token: RequestToken())
            }
        }
        return AppliedStack(planned: planned, outputs: try await stacks.describeStack(identity.name)?.outputs ?? [:])
    }

    /// The stack in a state in which it can be planned.
    private func settled(skipping skipped: [String], _ consent: StackConsent) async throws -> Stack? {
        var stack = try await current()
        if let found = stack, StackCondition(found) == .working {
            reporter.step("the stack '\(identity.name)' is in \(found.status ?? "?"): it is followed first")
            try await followUnderWay(found)
            stack = try await current()
        }
        guard let found = stack, let status = found.status else { return nil }
        let id = found.id ?? identity.name
        switch StackCondition(found) {
        case .absent, .planned, .steady: return found
        case .unmade:
            if found.isProtectedFromTermination { throw StackRefusal(code: .protected, stack: identity.name) }
            try await consent(.deleteRemains(status: status))
            try await run(.delete, of: id) { try await stacks.deleteStack(id, token: RequestToken()) }
        case .halfway:
            try await consent(.goOnTakingBack(skipping: skipped))
            try await run(.takeBack, of: id) {
                try await stacks.continueUpdateRollback(id, skipping: skipped, token: RequestToken())
            }
        case .working, .halfDeleted, .stuck: throw StackRefusal(code: .state(status), stack: identity.name)
        }
        return try await current()
    }
}
