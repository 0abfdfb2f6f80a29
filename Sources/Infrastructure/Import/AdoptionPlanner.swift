import AWS
import Configuration
import JSON

/// Finds what exists already of a project's template, and how it would be taken into the stack. Changes nothing.
package struct AdoptionPlanner: Sendable {
    private let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// - Parameters:
    ///   - template: of the project.
    ///   - account: the caller's, twelve digits.
    /// - Throws: ``InfrastructureError``, ``StackRefusal`` for a stack of somebody else or in a state that takes nothing in, ``ImportError``,
    ///   `AWSError`.
    package func plan(_ project: ProjectFile, _ template: StackTemplate, account: String) async throws -> Adoption {
        let identity = StackIdentity(try StackPlan(project))
        let stacks = CloudFormationClient(client)
        let stack = try await stacks.describeStack(identity.name)
        let isNew = [.absent, .planned].contains(StackCondition(stack))
        if let stack, StackCondition(stack) == .planned, try await !identity.mayTouch(stack, stacks) {
            throw StackRefusal(code: .notOurPlan, stack: identity.name)
        }
        if let stack, !isNew {
            guard identity.owns(stack.tags) else { throw StackRefusal(code: .notOurs(tags: stack.tags), stack: identity.name) }
            guard StackCondition(stack) == .steady else {
                throw StackRefusal(code: .state(stack.status ?? "an unknown state"), stack: identity.name)
            }
        }
        let own = try await OwnResources(of: isNew ? nil : stack, stacks)
        let (taken, warnings) = try await StackGround(client).names(in: template, own, account: account)
        let adopted = taken.filter(\.isAdoptable)
        let current = isNew || adopted.isEmpty ? nil : try await current(identity.name, stacks)
        let importing = ImportTemplate(template, taking: adopted.map(\.resource), into: current).json
        return Adoption(
            stack: identity.name, region: client.region, isNew: isNew, adopted: adopted, left: taken.filter { !$0.isAdoptable },
            warnings: warnings, template: importing, tags: identity.tags)
    }

    private func current(_ stack: String, _ stacks: CloudFormationClient) async throws -> JSONValue {
        let text = try await stacks.getTemplate(of: stack)
        do {
            return try JSONValue(parsing: Array(text.utf8), name: "the template of the stack '\(stack)'")
        } catch {
            throw ImportError(.notJSON(error.reason ?? error.summary), stack: stack)
        }
    }
}
