import AWS
import Configuration
import Diagnostics
import HTTP
import Release

/// Plans, makes, changes and deletes the stack of a project: CloudFormation does the work, and remembers it.
package struct StackEngine: Sendable {
    let project: ProjectFile
    let template: StackTemplate
    let client: AWSClient
    /// The caller's, twelve digits.
    let account: String
    package let identity: StackIdentity
    let stacks: CloudFormationClient
    let clock: RetryClock
    let reporter: any Reporter
    let observe: StackObserver

    /// - Parameters:
    ///   - template: of the project.
    ///   - account: the caller's, twelve digits.
    ///   - reporter: gets warnings.
    ///   - observe: gets what happens to the stack.
    /// - Throws: ``InfrastructureError``.
    package init(
        _ project: ProjectFile, _ template: StackTemplate, _ client: AWSClient, account: String, clock: RetryClock, reporter: any Reporter,
        observe: @escaping StackObserver = { _ in }
    ) throws(InfrastructureError) {
        self.project = project
        self.template = template
        self.client = client
        self.account = account
        self.clock = clock
        self.reporter = reporter
        self.observe = observe
        identity = StackIdentity(try StackPlan(project))
        stacks = CloudFormationClient(client)
    }

    /// The stack as it is; nil when there is none.
    /// - Throws: ``StackRefusal`` `.notOurs` for one of somebody else.
    package func current() async throws -> Stack? {
        guard let stack = try await stacks.describeStack(identity.name), stack.status != "DELETE_COMPLETE" else { return nil }
        guard try await identity.mayTouch(stack, stacks) else {
            let code: StackRefusal.Code = StackCondition(stack) == .planned ? .notOurPlan : .notOurs(tags: stack.tags)
            throw StackRefusal(code: code, stack: identity.name)
        }
        return stack
    }

    /// Follows what somebody has begun to its end.
    /// - Throws: ``StackFailure``, ``StackInterruption``.
    func followUnderWay(_ stack: Stack) async throws {
        guard let id = stack.id, let status = stack.status else { return }
        let operation = StackOperation(underWay: status)
        try await follow(operation, try await StackWatch(underWay: id, self))
    }

    /// Begins an operation, and follows it to its end.
    /// - Throws: ``StackFailure``, ``StackInterruption``.
    func run(_ operation: StackOperation, of id: String, _ begin: () async throws -> Void) async throws {
        let mark = try await StackWatch.mark(id, self)
        try await begin()
        try await follow(operation, StackWatch(id, after: mark, self))
    }

    private func follow(_ operation: StackOperation, _ watch: StackWatch) async throws {
        var watch = watch
        let status: String
        do {
            status = try await watch.follow()
        } catch  where error is CancellationError || Task.isCancelled {
            throw StackInterruption(operation: operation, stack: identity.name)
        }
        guard !operation.hasSucceeded(status) else { return }
        throw StackFailure(operation, of: identity.name, watch.steps, status: status)
    }
}
