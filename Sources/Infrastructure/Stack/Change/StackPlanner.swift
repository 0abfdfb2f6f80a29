import AWS
import Diagnostics
import HTTP
import JSON
import Release

/// Has CloudFormation work out what the file would change.
struct StackPlanner {
    private let engine: StackEngine
    private let stacks: CloudFormationClient
    private var name: String { engine.identity.name }

    init(_ engine: StackEngine) {
        self.engine = engine
        stacks = engine.stacks
    }

    /// Makes a change set, and reads it; the caller carries it out or discards it.
    /// - Parameter stack: as it is: nil, only planned, or steady.
    /// - Throws: ``StackRefusal``, `GroundRefusal`, ``InfrastructureError``.
    func plan(_ stack: Stack?) async throws -> PlannedStack {
        let template = engine.template.json.text()
        guard template.utf8.count <= StackTemplate.sizeLimit else {
            throw StackRefusal(code: .tooLarge(bytes: template.utf8.count), stack: name)
        }
        try RolePolicies(template: engine.template, stack: name).check(in: engine.client.region)
        let ground = try await StackGround(engine.client).inspect(engine.project, engine.template, stack: stack, account: engine.account)
        let adopted = ground.taken.filter(isOurs)
        if let refusal = ground.refusal(of: name, adopting: Set(adopted.map(\.logicalID))) { throw refusal }
        let isNew = stack == nil || stack?.status == "REVIEW_IN_PROGRESS"
        var request = ChangeSetRequest(
            stack: name, name: "imgship-\(RequestToken().text)", isNew ? .create : .update, template: template, token: RequestToken())
        request.parameters = ground.parameters
        request.capabilities = ["CAPABILITY_NAMED_IAM"]
        request.tags = engine.identity.tags
        request.importsExisting = !adopted.isEmpty
        request.description = "made by imgship"
        return try await read(try await stacks.createChangeSet(request), isNew: isNew, of: stack, ground)
    }

    /// Repositories are all that the template keeps when a stack goes: an own one that is there is from a stack before this one.
    private func isOurs(_ taken: TakenName) -> Bool {
        taken.type == "AWS::ECR::Repository" && taken.isAdoptable && engine.identity.left(taken)
    }

    private func read(
        _ arn: String, isNew: Bool, of stack: Stack?, _ ground: GroundReport
    ) async throws -> PlannedStack {
        do {
            let set = try await worked(arn)
            if set.status == "FAILED", !set.isEmpty {
                throw StackRefusal(code: .changeSet(set.statusReason ?? "it does not say why"), stack: name)
            }
            let changes = set.changes.map(PlannedChange.init)
            let moved = if let stack, !isNew { try await MovedRules(engine, stack).findings(changes) } else { [ReleaseFinding]() }
            if let refusal = GroundRefusal(stack: name, moved) { throw refusal }
            let planned = PlannedStack(
                identity: engine.identity, isNew: isNew, changes: changes, isEmpty: set.isEmpty, warnings: ground.warnings + moved,
                missingRoles: ground.missingRoles, changeSet: arn, stackID: set.stackID, madeStack: stack == nil)
            if planned.isEmpty { try await engine.discard(planned) }
            return planned
        } catch {
            await engine.discardInAnyCase(arn, ofNewStack: stack == nil)
            throw error
        }
    }

    /// Waits until CloudFormation has worked it out.
    private func worked(_ arn: String) async throws -> ChangeSet {
        var pauses = StackPauses()
        while true {
            guard let set = try await stacks.describeChangeSet(arn) else {
                throw StackRefusal(code: .changeSetGone, stack: name)
            }
            if set.status == "CREATE_COMPLETE" || set.status == "FAILED" { return set }
            try await engine.clock.sleep(pauses.next(engine.clock.random()))
        }
    }
}
