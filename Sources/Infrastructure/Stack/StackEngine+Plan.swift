import AWS
import Diagnostics

extension StackEngine {
    /// What the file would change; nothing of it stays behind.
    /// - Throws: ``StackRefusal`` for a stack in a state that allows no plan, `GroundRefusal`, ``InfrastructureError``.
    package func plan() async throws -> PlannedStack {
        let stack = try await current()
        switch StackCondition(stack) {
        case .absent, .planned, .steady: break
        case .working, .unmade, .halfway, .halfDeleted, .stuck:
            throw StackRefusal(code: .state(stack?.status ?? "?"), stack: identity.name)
        }
        let planned = try await StackPlanner(self).plan(stack)
        if !planned.isEmpty { try await discard(planned) }
        return planned
    }

    /// Takes away a change set that is not carried out, and the stack that CloudFormation made for it.
    package func discard(_ planned: PlannedStack) async throws {
        try await discard(planned.changeSet, ofNewStack: planned.madeStack)
    }

    private func discard(_ changeSet: String, ofNewStack isNew: Bool) async throws {
        try await stacks.deleteChangeSet(changeSet)
        // Whoever planned at the same time may have carried out theirs: that stack is no plan any more.
        guard isNew, let stack = try await stacks.describeStack(identity.name), stack.status == "REVIEW_IN_PROGRESS" else { return }
        // Or theirs waits in it.
        guard try await stacks.listChangeSets(of: stack.id ?? identity.name).isEmpty else { return }
        try await stacks.deleteStack(stack.id ?? identity.name, token: RequestToken())
    }

    /// As ``discard(_:)``, on the way out of something that failed or was cancelled: what goes wrong is only told.
    func discardInAnyCase(_ changeSet: String, ofNewStack isNew: Bool) async {
        // A task of its own: the one that is cancelled makes no calls any more.
        await Task {
            do {
                try await discard(changeSet, ofNewStack: isNew)
            } catch {
                reporter.warn("the change set '\(changeSet)' is left behind", hint: (error as? any UserFacingError)?.summary)
            }
        }.value
    }
}
