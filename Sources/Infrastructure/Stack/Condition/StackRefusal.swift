import Diagnostics

/// A stack was not touched, because of what it is or who has it.
package struct StackRefusal: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// The tags of whoever has it.
        case notOurs(tags: [String: String])
        /// It was only ever planned, and not by this project.
        case notOurPlan
        /// In CloudFormation's word: its state allows no plan.
        case state(String)
        case tooLarge(bytes: Int)
        /// CloudFormation would not make a change set: why.
        case changeSet(String)
        /// It may not be deleted.
        case protected
        /// Services that stand on it, as `cluster/service`.
        case services([String])
        /// Services in its cluster that are not the project's.
        case otherServices([String])
        /// Services of the project that were deleted, and do not go.
        case draining([String])
        /// Its change set is gone before it was carried out.
        case changeSetGone
    }

    package let code: Code
    package let stack: String

    package var exitCode: ExitCode {
        // The services were stopped by then.
        if case .draining = code { .failed } else { .refused }
    }

    package var summary: String {
        switch code {
        case .notOurs, .notOurPlan: "the stack '\(stack)' is not of this project, and is not touched"
        case .state(let status): "the stack '\(stack)' is in \(status): nothing can be planned for it"
        case .tooLarge(let bytes): "the template has \(bytes) bytes, and CloudFormation takes \(StackTemplate.sizeLimit) in a call"
        case .changeSet: "CloudFormation does not accept the change of the stack '\(stack)'; nothing was changed"
        case .changeSetGone: "the stack '\(stack)' was changed meanwhile; nothing of this plan was carried out"
        case .draining(let names):
            "\(names.count == 1 ? "a service is" : "\(names.count) services are") stopped, and not gone after half an hour: "
                + "the stack '\(stack)' is not deleted"
        case .protected: "the stack '\(stack)' is protected: it may not be deleted"
        case .services(let names):
            "the stack '\(stack)' cannot be deleted: \(names.count == 1 ? "a service stands" : "\(names.count) services stand") on it"
        case .otherServices(let names):
            "\(names.count == 1 ? "a service" : "\(names.count) services") in the cluster of the stack '\(stack)' "
                + "\(names.count == 1 ? "is" : "are") not of this project: nothing was deleted"
        }
    }

    package var reason: String? {
        switch code {
        case .notOurs(let tags): Self.owner(tags)
        case .notOurPlan: "it is in REVIEW_IN_PROGRESS: planned and never made, and no plan that waits in it is of this project"
        case .state(let status): StackStateWords.meaning[status] ?? "this program does not know that state"
        case .tooLarge: nil
        case .changeSetGone: "somebody has deleted its change set, or has applied another one"
        case .changeSet(let words): words
        case .protected: "its termination protection is on"
        case .services(let names), .otherServices(let names), .draining(let names): names.joined(separator: "\n")
        }
    }

    package var hint: String? {
        switch code {
        case .notOurs:
            "give the project another name, or tell an environment apart with --env; a stack that should belong to it "
                + "needs the tag '\(StackIdentity.projectTag)' with the project's name"
        case .notOurPlan:
            "give the project another name; or, if nobody means to make it: `aws cloudformation delete-stack --stack-name \(stack)`"
        case .state(let status): StackStateWords.remedy(status, stack: stack)
        case .tooLarge: "split the project in two, or give its services fewer names, roles and log groups of their own"
        case .changeSet: "`imgship infra template` prints what was sent"
        case .changeSetGone: "run it again: it plans for the stack as it is then"
        case .draining:
            "`aws ecs list-tasks --cluster ... --desired-status STOPPED` names their tasks; on instances see that the agent runs; "
                + "then run it again: it goes on from here"
        case .protected:
            "if it is to go all the same: `aws cloudformation update-termination-protection --no-enable-termination-protection "
                + "--stack-name \(stack)`"
        case .services: "`imgship infra destroy --with-services` stops and deletes them first"
        case .otherServices: "delete them, or move them to another cluster, first"
        }
    }

    private static func owner(_ tags: [String: String]) -> String {
        guard let project = tags[StackIdentity.projectTag] else { return "no tag says that a project of imgship made it" }
        let environment = tags[StackIdentity.environmentTag].map { ", environment '\($0)'" } ?? ", without an environment"
        return "by its tags it is of the project '\(project)'\(environment)"
    }
}
